import { createServer } from "node:http";
import pg from "pg";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { copyText } from "./copy-text.ts";

/**
 * The peer: the least that receiving, parsing and committing messages can cost. No checks, no nodes, no counts, no index but
 * BRIN; the text goes into the database as it came. Says `port <n>` and, when so many rows are committed, `stored`.
 */
const { url, rows: wanted } = z.object({ url: z.string(), rows: z.number() }).parse(JSON.parse(process.argv[2] ?? "{}"));
const client = new pg.Client({ connectionString: url });
await client.connect();
const copy = "copy bare_log (msg, created_at, received_at, logs) from stdin";

let lines: string[] = [];
let isWriting = false;
let timer: NodeJS.Timeout | undefined;
let stored = 0;
/** As every receiver must, it stops reading when the database is behind: else it would measure its own memory. */
const mostLines = 8_192;
const sockets = new Set<WebSocket>();
let isPaused = false;

function pause(isWanted: boolean): void {
  if (isWanted === isPaused) return;
  isPaused = isWanted;
  for (const socket of sockets) isWanted ? socket.pause() : socket.resume();
}

async function write(): Promise<void> {
  if (isWriting || lines.length === 0) return;
  isWriting = true;
  clearTimeout(timer);
  timer = undefined;
  const batch = lines;
  lines = [];
  await copyText(client, copy, batch.join(""));
  stored += batch.length;
  isWriting = false;
  pause(lines.length >= mostLines);
  if (stored === wanted) process.stdout.write("stored\n");
  if (lines.length >= 1024) void write();
  else if (lines.length > 0) timer ??= setTimeout(write, 100);
}

const server = createServer();
new WebSocketServer({ server, perMessageDeflate: false, skipUTF8Validation: true }).on("connection", (socket) => {
  sockets.add(socket);
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    const { payload, ts } = JSON.parse(text) as { payload: { msg: string }; ts: string };
    lines.push(`${payload.msg}\t${ts}\t${new Date().toISOString()}\t${text.replaceAll("\\", "\\\\")}\n`);
    if (lines.length >= mostLines) pause(true);
    if (lines.length >= 1024) void write();
    else timer ??= setTimeout(write, 100);
  });
});
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
  const address = server.address();
  if (address && typeof address === "object") process.stdout.write(`port ${address.port}\n`);
});
