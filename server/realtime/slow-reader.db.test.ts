import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { connectClient, disconnectClients, provideTestSecret, testKey } from "./testing/client.ts";
import { startWebProcess, type WebProcess } from "./testing/web-process.ts";

const db = testDatabase();
let web: WebProcess;

beforeAll(async () => {
  provideTestSecret();
  web = await startWebProcess(db.url, { greetingMs: 300 });
});
afterEach(disconnectClients);
afterAll(() => web.close());

/** A WebSocket spoken by hand, after the server's first word. */
async function bareSocket(): Promise<{ socket: Socket; read: () => string }> {
  const socket = connect(web.port, "127.0.0.1");
  const upgrade = ["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", "Host: x", "Connection: Upgrade", "Upgrade: websocket"];
  const lines = [...upgrade, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""];
  let read = "";
  socket.on("data", (data) => {
    read += data.toString("latin1");
  });
  socket.write(lines.join("\r\n"));
  socket.on("error", () => {});
  await vi.waitFor(() => expect(read).toContain("pingInterval"), 10_000);
  return { socket, read: () => read };
}

/** Joins and then never reads again. */
async function stoppedReader(key: string): Promise<Socket> {
  const { socket, read } = await bareSocket();
  const text = Buffer.from(`40${JSON.stringify({ key })}`);
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
  await vi.waitFor(() => expect(read()).toContain("hello"), 10_000);
  socket.pause();
  return socket;
}

async function announceMegabyte(): Promise<void> {
  const detail = "x".repeat(16_000);
  await transaction(db, async (tx) => {
    for (let id = 1; id <= 64; id++)
      publish(tx, new Date(), "usage:report-refused", ["permission:usage:read"], { nodeServerId: id, code: "test", detail });
  });
}

test("a reader that stops is cut; one that reads gets everything", async () => {
  const { key } = await testKey(db, ["usage:read"]);
  const reader = connectClient(web.port, { key });
  await vi.waitFor(() => expect(reader.heard).toHaveLength(1), 10_000);
  const slow = await stoppedReader(key);
  expect(web.realtime.connections()).toBe(2);
  let megabytes = 0;
  // The network's own buffers take some megabytes before anything queues with us.
  while (web.realtime.connections() === 2 && megabytes < 40) {
    await announceMegabyte();
    megabytes++;
    await vi.waitFor(() => expect(reader.heard).toHaveLength(1 + megabytes * 64), 10_000);
  }
  await vi.waitFor(() => expect(web.realtime.connections()).toBe(1), 10_000);
  expect(reader.disconnected).toEqual([]);
  slow.destroy();
});

test("a socket that says nothing is closed, although it does not answer the close either", async () => {
  const { socket } = await bareSocket();
  await vi.waitFor(() => expect(socket.closed).toBe(true), 10_000);
});
