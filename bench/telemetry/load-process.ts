import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { frameOf, instantFromEnd, instantText, messageText } from "./frames.ts";

/**
 * Nodes that only send, cheaply: frames are made before, and go out as they are. `perSecond` 0: as fast as they are taken.
 * Says `ready` when all are connected, begins at a line on stdin, and says `sent` when everything has gone out.
 */
const Options = z.object({
  port: z.number(),
  sockets: z.number(),
  messagesEach: z.number(),
  perSecond: z.number(),
  seconds: z.number(),
  /** Each message by itself, as nodes send them, instead of blocks of 16 KiB. */
  isSingle: z.boolean().default(false),
});
const options = Options.parse(JSON.parse(process.argv[2] ?? "{}"));
const blockBytes = 16 * 1024;

function fail(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

async function open(): Promise<Socket> {
  const socket = connect(options.port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  const [answer] = (await once(socket, "data")) as [Buffer];
  if (!answer.includes("101")) throw new Error(answer.toString());
  // Pings and a close frame with its reason are all that ever comes.
  socket.on("data", (data: Buffer) => data[0] === 0x88 && fail(`Closed: ${data.subarray(2).toString("latin1")}`));
  socket.on("error", () => {}).on("close", () => fail("A socket was closed"));
  return socket;
}

/** Everything that one node says, message by message or in blocks as large as a system call likes them. */
function blocksOf(node: number): Buffer[] {
  const at = instantText(Date.now() * 1000);
  const frames = Array.from({ length: options.messagesEach }, (_, number) => frameOf(messageText(node, number, at)));
  if (options.isSingle) return frames;
  const all = Buffer.concat(frames);
  return Array.from({ length: Math.ceil(all.length / blockBytes) }, (_, index) =>
    all.subarray(index * blockBytes, (index + 1) * blockBytes),
  );
}

async function flood(socket: Socket, blocks: readonly Buffer[]): Promise<void> {
  for (const block of blocks) if (!socket.write(block)) await once(socket, "drain");
}

/** All sockets in turns; who is not read waits, and the others with it. */
async function floodInTurns(all: readonly (readonly Buffer[])[]): Promise<void> {
  const most = Math.max(...all.map(({ length }) => length));
  for (let number = 0; number < most; number++)
    for (const [node, blocks] of all.entries()) {
      const [socket, block] = [sockets[node], blocks[number]];
      if (socket && block && !socket.write(block)) await once(socket, "drain");
    }
}

/** Every millisecond as many messages as are due, each with the instant at which it goes out. */
async function sendPaced(sockets: readonly Socket[]): Promise<void> {
  const templates = sockets.map((_, node) =>
    Array.from({ length: 40 }, (_unused, number) => frameOf(messageText(node, number, instantText(Date.now() * 1000)))),
  );
  for (const [node, socket] of sockets.entries()) socket.write(templates[node]?.[0] ?? "");
  const startedAt = performance.now();
  const total = options.perSecond * options.seconds;
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * options.perSecond));
    const text = instantText(Math.round((performance.timeOrigin + performance.now()) * 1000));
    for (; sent < due; sent++) {
      const node = sent % sockets.length;
      const template = templates[node]?.[1 + (Math.floor(sent / sockets.length) % 39)];
      if (!template) continue;
      const frame = Buffer.from(template);
      frame.write(text, frame.length - instantFromEnd, "latin1");
      sockets[node]?.write(frame);
    }
    await pause(1);
  }
}

/** An empty pong that nobody asked for: a sign of life of a node that has nothing to say. */
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const signOfLife = () => {
  for (const socket of sockets) socket.write(pong);
};

const sockets: Socket[] = [];
for (let node = 0; node < options.sockets; node++) sockets.push(await open());
const blocks = options.perSecond === 0 ? sockets.map((_, node) => blocksOf(node)) : [];
process.stdout.write("ready\n");
const waiting = setInterval(signOfLife, 2_000);
await once(process.stdin, "data");
clearInterval(waiting);
if (options.perSecond === 0 && options.isSingle) await floodInTurns(blocks);
else if (options.perSecond === 0) await Promise.all(sockets.map((socket, node) => flood(socket, blocks[node] ?? [])));
else await sendPaced(sockets);
process.stdout.write("sent\n");
setInterval(signOfLife, 2_000);
