import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { transaction } from "#lib/core/transaction";
import type { Room } from "#lib/realtime/events";
import { publish } from "#lib/realtime/publish";
import { purgeEvents } from "#lib/realtime/purge-events";
import {
  announce,
  connectClient,
  disconnectClients,
  provideTestSecret,
  sessionCookie,
  type TestClient,
  testKey,
} from "./testing/client.ts";
import { startWebProcess, type WebProcess } from "./testing/web-process.ts";

const db = testDatabase();
let web: WebProcess;

beforeAll(async () => {
  provideTestSecret();
  web = await startWebProcess(db.url, { coalesceMs: 3_600_000 });
});
afterEach(disconnectClients);
afterAll(() => web.close());

const heardLast = (client: { heard: string[] }, end: string) => vi.waitFor(() => expect(client.heard.at(-1)).toBe(end), 10_000);
const changed = (nodeServerId: number) => announce(db, "node-server:changed", ["permission:fleet:read"], { nodeServerId });

async function announceMany(count: number, rooms: Room[]): Promise<void> {
  await transaction(db, async (tx) => {
    for (let id = 1; id <= count; id++) publish(tx, new Date(), "node-server:changed", rooms, { nodeServerId: id });
  });
}

test("who comes back hears exactly what was missed, in order, then what is new", async () => {
  const { key } = await testKey(db, ["fleet:read"]);
  const first = connectClient(web.port, { key });
  await vi.waitFor(() => expect(first.heard).toHaveLength(1), 10_000);
  const seen = await changed(1);
  await heardLast(first, `node-server:changed ${seen}`);
  first.socket.disconnect();
  const missed = [await changed(2), await changed(3)];
  await announce(db, "user:changed", ["permission:users:read"], { userId: "someone" });
  const again = connectClient(web.port, { key, lastSeq: seen });
  await vi.waitFor(() => expect(again.heard).toHaveLength(2), 10_000);
  const next = await changed(4);
  await heardLast(again, `node-server:changed ${next}`);
  expect(again.heard).toEqual([...missed, next].map((seq) => `node-server:changed ${seq}`));
});

test("a hundred clients that come back while events go on hear each one once, in order", async () => {
  const { key } = await testKey(db, ["fleet:read"]);
  const from = await changed(0);
  let isDone = false;
  const sent: string[] = [];
  const announcing = (async () => {
    for (let id = 0; !isDone; id++) sent.push(await changed(id));
  })();
  const clients: TestClient[] = [];
  for (let number = 0; number < 100; number++) {
    clients.push(connectClient(web.port, { key, lastSeq: from }));
    if (number % 10 === 0) await vi.waitFor(() => expect(clients.at(-1)?.socket.connected).toBe(true), 10_000);
  }
  await vi.waitFor(() => expect(clients.every(({ heard }) => heard.length > 5)).toBe(true), 20_000);
  isDone = true;
  await announcing;
  const end = `node-server:changed ${sent.at(-1)}`;
  await vi.waitFor(() => expect(clients.every(({ heard }) => heard.at(-1) === end)).toBe(true), 20_000);
  const expected = sent.map((seq) => `node-server:changed ${seq}`);
  for (const { heard } of clients) expect(heard).toEqual(expected);
});

test("what is no longer in memory comes from the log, page by page, and only one's own", async () => {
  const user = await testUser(db);
  const { key } = await testKey(db, ["fleet:read"]);
  const from = await changed(0);
  await announceMany(1_300, ["permission:fleet:read", `user:${user.id}`]);
  await announceMany(4_000, ["permission:relays:read"]);
  const end = await changed(9);
  const observer = connectClient(web.port, { key });
  await vi.waitFor(() => expect(observer.heard.at(-1)).toMatch(new RegExp(`^(hello|node-server:changed) ${end}$`)), 10_000);
  const back = connectClient(web.port, { key, lastSeq: from });
  await heardLast(back, `node-server:changed ${end}`);
  const numbers = back.heard.map((line) => Number(line.split(" ")[1]));
  expect(numbers).toHaveLength(1_301);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const own = connectClient(web.port, { cookie: await sessionCookie(user.id), lastSeq: from });
  await vi.waitFor(() => expect(own.heard).toHaveLength(1_300), 10_000);
});

test.each([
  { name: "a number of another log", lastSeq: "999999999" },
  { name: "no number", lastSeq: "abc" },
  { name: "not text", lastSeq: 12 },
  { name: "a number of the purged past", lastSeq: "1" },
])("$name: one resync, then live", async ({ lastSeq }) => {
  const { key } = await testKey(db, ["fleet:read"]);
  await announceMany(3, ["permission:fleet:read"]);
  await db.rows(sql`update event_log set at = now() - interval '25 hours' returning 1`, z.unknown());
  await purgeEvents(db, new Date(Date.now() - 86_400_000));
  const fresh = await startWebProcess(db.url);
  const client = connectClient(fresh.port, { key, lastSeq });
  await vi.waitFor(() => expect(client.heard).toHaveLength(1), 10_000);
  const next = await changed(5);
  await heardLast(client, `node-server:changed ${next}`);
  expect(client.heard).toEqual([expect.stringMatching(/^resync \d+$/), `node-server:changed ${next}`]);
  client.socket.disconnect();
  await fresh.close();
});

test("high-rate events: the first at once, then the last of the window, before anything later", async () => {
  const { key } = await testKey(db, ["usage:read", "fleet:read"]);
  const client = connectClient(web.port, { key });
  await vi.waitFor(() => expect(client.heard).toHaveLength(1), 10_000);
  const burst: string[] = [];
  for (let id = 1; id <= 20; id++)
    burst.push(await announce(db, "usage:fleet-updated", ["permission:usage:read"], { nodeServerId: id, lineCount: 1 }));
  const other = await changed(7);
  await heardLast(client, `node-server:changed ${other}`);
  expect(client.heard.slice(1)).toEqual([
    `usage:fleet-updated ${burst[0]}`,
    `usage:fleet-updated ${burst.at(-1)}`,
    `node-server:changed ${other}`,
  ]);
});
