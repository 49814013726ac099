import { createServer } from "node:http";
import { PrismaPg } from "@prisma/adapter-pg";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";

/**
 * The other peer: the same rows into the same bare table by `createMany` of the Prisma client that was generated for it. Says
 * `port <n>` and, when so many rows are committed, `stored`.
 */
const {
  url,
  rows: wanted,
  client,
} = z.object({ url: z.string(), rows: z.number(), client: z.string() }).parse(JSON.parse(process.argv[2] ?? "{}"));

interface Row {
  msg: string;
  createdAt: Date;
  receivedAt: Date;
  logs: unknown;
}
const { PrismaClient } = (await import(client)) as {
  PrismaClient: new (options: object) => { bareLog: { createMany(given: { data: Row[] }): Promise<{ count: number }> } };
};
const prisma = new PrismaClient({ adapter: new PrismaPg(url) });

const rows: Row[] = [];
let isWriting = false;
let timer: NodeJS.Timeout | undefined;
let stored = 0;
/** As every receiver must, it stops reading when the database is behind: else it would measure its own memory. */
const mostRows = 8_192;
const sockets = new Set<WebSocket>();
let isPaused = false;

function pause(isWanted: boolean): void {
  if (isWanted === isPaused) return;
  isPaused = isWanted;
  for (const socket of sockets) isWanted ? socket.pause() : socket.resume();
}

async function write(): Promise<void> {
  if (isWriting || rows.length === 0) return;
  isWriting = true;
  clearTimeout(timer);
  timer = undefined;
  const data = rows.splice(0, 1024);
  stored += (await prisma.bareLog.createMany({ data })).count;
  isWriting = false;
  pause(rows.length >= mostRows);
  if (stored === wanted) process.stdout.write("stored\n");
  if (rows.length >= 1024) void write();
  else if (rows.length > 0) timer ??= setTimeout(write, 100);
}

const server = createServer();
new WebSocketServer({ server, perMessageDeflate: false, skipUTF8Validation: true }).on("connection", (socket) => {
  sockets.add(socket);
  socket.on("message", (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { payload: { msg: string }; ts: string };
    rows.push({ msg: frame.payload.msg, createdAt: new Date(frame.ts), receivedAt: new Date(), logs: frame });
    if (rows.length >= mostRows) pause(true);
    if (rows.length >= 1024) void write();
    else timer ??= setTimeout(write, 100);
  });
});
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
  const address = server.address();
  if (address && typeof address === "object") process.stdout.write(`port ${address.port}\n`);
});
