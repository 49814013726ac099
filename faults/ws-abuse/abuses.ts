import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { connectRaw, messageOf, type RawNode, rawFrame } from "#server/ingest/testing/node-client";

/** Somebody who misuses a socket, until told to stop. */
export interface Abuser {
  /** The server has closed it. */
  isClosed(): boolean;
  stop(): void;
}

export interface Abuse {
  name: string;
  /** By then it must be closed. */
  closedWithinMs: number;
  /** No more at once: together they would be read so slowly that each is within its limit, as the machine is what limits them. */
  atMost?: number;
  begin(port: number): Promise<Abuser>;
}

const promisedMs = 10_000;
/** Silence lasts ten seconds before it is one; a machine under load may have three more to answer (server/ingest/node-sockets). */
const silenceMs = promisedMs + 5_000;

/** Writes what `next` gives as fast as the other side takes it, or every `everyMs`. */
function writeOn(node: RawNode, next: () => Buffer, everyMs = 0): Abuser {
  let isStopped = false;
  const write = () => {
    if (isStopped || node.isClosed() || node.socket.destroyed) return;
    const isTaken = node.socket.write(next());
    if (everyMs > 0) setTimeout(write, everyMs);
    else if (isTaken) setImmediate(write);
    else node.socket.once("drain", write);
  };
  write();
  return {
    isClosed: node.isClosed,
    stop() {
      isStopped = true;
      node.socket.destroy();
    },
  };
}

const still = (node: RawNode): Abuser => ({ isClosed: node.isClosed, stop: () => node.socket.destroy() });
const many = (count: number, frame: Buffer) => Buffer.concat(Array.from({ length: count }, () => frame));
const onSubmit = (name: string, abuse: (node: RawNode) => Abuser, closedWithinMs = promisedMs, atMost?: number): Abuse => ({
  name,
  closedWithinMs,
  ...(atMost !== undefined && { atMost }),
  begin: async (port) => abuse(await connectRaw(port)),
});

/** A request for a socket that gets none: what it is answered with, or silence, must end it. */
const upgrade = (name: string, path: string, headers: readonly string[]): Abuse => ({
  name,
  closedWithinMs: promisedMs,
  async begin(port) {
    const socket = connect(port, "127.0.0.1");
    let isClosed = false;
    socket.on("error", () => {});
    socket.once("close", () => {
      isClosed = true;
    });
    socket.resume();
    socket.write([`GET ${path} HTTP/1.1`, "Host: localhost", "Connection: Upgrade", "Upgrade: websocket", ...headers].join("\r\n"));
    socket.write("\r\n\r\n");
    return { isClosed: () => isClosed, stop: () => socket.destroy() };
  },
});

const handshake = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
const big = Buffer.alloc(524_288, 0x20);

/** Each kind of misuse of the sockets of chain nodes. */
export const nodeAbuses: readonly Abuse[] = [
  onSubmit("pings as fast as they go", (node) => writeOn(node, () => many(1_000, rawFrame("ping", randomBytes(100))))),
  onSubmit("pings whose answers nobody reads", (node) => {
    node.socket.pause();
    return writeOn(node, () => many(50, rawFrame("ping", randomBytes(125))), 1);
  }),
  onSubmit("pings in small doses", (node) => writeOn(node, () => many(4, rawFrame("ping")), 2)),
  onSubmit("pongs nobody asked for", (node) => writeOn(node, () => many(1_000, rawFrame("pong")))),
  onSubmit("fragments without an end", (node) => {
    node.socket.write(rawFrame("text", "{", { isLast: false }));
    return writeOn(node, () => many(1_000, rawFrame("continuation", " ", { isLast: false })));
  }),
  onSubmit("empty fragments", (node) => {
    node.socket.write(rawFrame("text", "", { isLast: false }));
    return writeOn(node, () => many(1_000, rawFrame("continuation", "", { isLast: false })));
  }),
  onSubmit("frames that are too big", (node) => writeOn(node, () => rawFrame("binary", Buffer.concat([big, Buffer.alloc(1)])))),
  onSubmit("a frame that says it is of 2^40 bytes", (node) => writeOn(node, () => rawFrame("binary", big, { declared: 2 ** 40 }))),
  onSubmit("the biggest frames that are allowed", (node) =>
    writeOn(node, () => rawFrame("text", messageOf(1, { pad: "x".repeat(500_000) }))),
  ),
  onSubmit("small messages as fast as they go", (node) => writeOn(node, () => many(500, rawFrame("text", messageOf(1)))), promisedMs, 4),
  onSubmit("empty messages", (node) => writeOn(node, () => many(10_000, rawFrame("text")))),
  onSubmit("random bytes", (node) => writeOn(node, () => randomBytes(65_536))),
  onSubmit("nonsense in frames", (node) => writeOn(node, () => many(20, rawFrame("binary", randomBytes(64))), 5)),
  onSubmit("a new node with each message", (node) => {
    let id = 0;
    return writeOn(node, () => rawFrame("text", messageOf(id++)), 1);
  }),
  onSubmit("silence", still, silenceMs),
  onSubmit(
    "half a frame, a byte at a time",
    (node) => {
      node.socket.write(rawFrame("text", "{", { declared: 100_000 }));
      return writeOn(node, () => Buffer.from(" "), 200);
    },
    silenceMs,
  ),
  onSubmit(
    "no word after a half fragment",
    (node) => {
      node.socket.write(rawFrame("text", "{", { isLast: false }));
      return still(node);
    },
    silenceMs,
  ),
  upgrade("a path that nobody has", "/no/such/socket", handshake),
  upgrade("another path beside ours", "/submit/a/b", handshake),
  upgrade("a token that is none", "/submit/flt_nobody", handshake),
  upgrade("no key of a handshake", "/submit", ["Sec-WebSocket-Version: 13"]),
  upgrade("a version that nobody speaks", "/submit", ["Sec-WebSocket-Version: 7", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]),
  upgrade("headers without an end", "/submit", [...handshake, `X-Pad: ${"x".repeat(40_000)}`]),
];
