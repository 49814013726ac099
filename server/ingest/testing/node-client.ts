import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type ClientOptions, WebSocket } from "ws";

/** A node as ws would have it. */
export interface NodeClient {
  socket: WebSocket;
  /** `4002 Too much within ten seconds`, or `403 {…}` of one that was refused. */
  ended: string[];
  pings: number;
  /** Sends texts or bytes; resolves when the network has taken them. */
  send(...frames: (string | Buffer)[]): Promise<void>;
}

const opened = new Set<{ destroy(): void }>();

/** Connects; resolves when it is open, or refused. */
export async function connectNode(port: number, path = "/submit", options: ClientOptions = {}): Promise<NodeClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
  opened.add({ destroy: () => socket.terminate() });
  const node: NodeClient = {
    socket,
    ended: [],
    pings: 0,
    async send(...frames) {
      const sent = frames.map((frame) => new Promise<void>((resolve) => socket.send(frame, () => resolve())));
      await Promise.all(sent);
    },
  };
  socket.on("ping", () => {
    node.pings += 1;
  });
  socket.on("close", (code, words) => node.ended.push(`${code} ${words}`.trim()));
  socket.on("error", () => {});
  await new Promise<void>((resolve) => {
    socket.once("open", resolve);
    socket.once("unexpected-response", (_request, response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => {
        node.ended.push(`${response.statusCode} ${body}`);
        resolve();
      });
    });
    socket.once("close", () => resolve());
  });
  return node;
}

/** A node that writes bytes as it likes and answers nothing. */
export interface RawNode {
  socket: Socket;
  /** What came, without the answer to the handshake. */
  received: () => Buffer;
  isClosed: () => boolean;
}

/** Opens a WebSocket by hand: from then on every byte is the caller's. */
export async function connectRaw(port: number, path = "/submit", headers: readonly string[] = []): Promise<RawNode> {
  const socket = connect(port, "127.0.0.1");
  opened.add(socket);
  socket.on("error", () => {});
  let isClosed = false;
  socket.once("close", () => {
    isClosed = true;
  });
  await once(socket, "connect");
  const lines = [
    `GET ${path} HTTP/1.1`,
    "Host: localhost",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  let bytes = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
  });
  while (!bytes.includes("\r\n\r\n") && !isClosed) await Promise.race([once(socket, "data"), once(socket, "close")]);
  const head = bytes.indexOf("\r\n\r\n") + 4;
  return { socket, received: () => bytes.subarray(head), isClosed: () => isClosed };
}

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One frame as a client sends it, masked with zeros. `declared` lies about the length. */
export function rawFrame(opcode: keyof typeof opcodes, payload: Buffer | string = "", { isLast = true, declared = -1 } = {}): Buffer {
  const body = Buffer.from(payload);
  const length = declared === -1 ? body.length : declared;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (isLast ? 0x80 : 0) | opcodes[opcode];
  head[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}

/** Ends whatever a test left open. */
export function disconnectNodes(): void {
  for (const each of opened) each.destroy();
  opened.clear();
}

/** A message of the V2 envelope; `id` is the node on its socket. */
export function messageOf(id: number | string = 1, fields: Record<string, unknown> = {}): string {
  return JSON.stringify({ id, ts: "2026-11-20T12:00:00Z", payload: { msg: "block.import", height: 7, ...fields } });
}
