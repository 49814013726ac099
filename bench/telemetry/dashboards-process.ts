import { once } from "node:events";
import WebSocket from "ws";
import { z } from "zod";

/**
 * Open pages, as the server sees them: sockets of socket.io, and some that watch the live list of chain nodes besides. `plain`
 * ones speak nothing but WebSocket. Says `ready` when all are connected; answers a line on stdin with `heard <messages> <bytes>`.
 */
const Options = z.object({ url: z.string(), key: z.string(), dashboards: z.number(), watchers: z.number(), isPlain: z.boolean() });
const { url, key, dashboards, watchers, isPlain } = Options.parse(JSON.parse(process.argv[2] ?? "{}"));
const atOnce = 50;

let messages = 0;
let bytes = 0;
const headers = { authorization: `Bearer ${key}` };
const address = (path: string) => `${url.replace("http", "ws")}${path}`;

async function open(path: string, isSocketIo: boolean): Promise<void> {
  const socket = new WebSocket(address(path), { headers, perMessageDeflate: false, skipUTF8Validation: true });
  const { promise: connected, resolve } = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer) => {
    messages += 1;
    bytes += data.length;
    if (!isSocketIo) return;
    // Engine.IO: `0` opens, `2` is a ping; Socket.IO's `40` connects and is its own answer.
    if (data[0] === 48) socket.send("40");
    else if (data[0] === 50) socket.send("3");
    else if (data[0] === 52 && data[1] === 48) resolve();
  });
  socket.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  await once(socket, "open");
  if (isSocketIo) await connected;
  socket.on("close", () => process.exit(1));
}

async function openAll(count: number, path: string, isSocketIo: boolean): Promise<void> {
  for (let opened = 0; opened < count; opened += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, count - opened) }, () => open(path, isSocketIo)));
}

await openAll(dashboards, isPlain ? "/" : "/socket.io/?EIO=4&transport=websocket", !isPlain);
await openAll(watchers, "/api/v1/telemetry/live", false);
process.stdout.write("ready\n");
for await (const _line of process.stdin) process.stdout.write(`heard ${messages} ${bytes}\n`);
