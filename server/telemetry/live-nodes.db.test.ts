import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { LiveMessage } from "#lib/telemetry/schema";
import { keepNode } from "#lib/telemetry/testing/kept-telemetry";
import { testKey } from "../realtime/testing/client.ts";
import { livePath } from "./live-nodes.ts";
import { closePlainClients, connectPlain, type PlainClient } from "./testing/plain-client.ts";
import { type ReadingProcess, startReadingProcess } from "./testing/reading-process.ts";

const db = testDatabase();
let one: ReadingProcess;
let bearer: string;

beforeAll(async () => {
  one = await startReadingProcess(db.url);
  ({ key: bearer } = await testKey(db, ["telemetry:read"]));
});
beforeEach(async () => {
  await db.pool.query("truncate telemetry_node, peer_connections");
});
afterEach(closePlainClients);
afterAll(() => one.close());

/** What was told after the greeting: `a 7`, `-b`. */
function heard(client: PlainClient): string[] {
  return client.messages.flatMap((message) => {
    const read = LiveMessage.parse(message);
    if ("hello" in read) return [];
    const nodes = read.nodes.map(({ peerId, bestHeight }) => (bestHeight == null ? peerId : `${peerId} ${bestHeight}`));
    return [...nodes, ...read.gone.map((peerId) => `-${peerId}`)];
  });
}
const greeted = (client: PlainClient) => vi.waitFor(() => expect(client.messages.length).toBeGreaterThan(0));
const reader = () => connectPlain(one.port, livePath, { bearer });
const grow = (peerId: string, height: number) =>
  db.rows(
    sql`update telemetry_node set best_height = ${height}::bigint, changed_at = clock_timestamp() where peer_id = ${peerId} returning 1`,
    z.unknown(),
  );

test("a greeting with the instant and the interval, then what changes, and what is no more", async () => {
  await keepNode(db, { peerId: "a" });
  const client = reader();
  await greeted(client);
  expect(client.messages[0]).toEqual({ hello: { at: expect.any(String), intervalMs: 20 } });
  await grow("a", 7);
  await vi.waitFor(() => expect(heard(client)).toContain("a 7"));
  await keepNode(db, { peerId: "b" });
  await vi.waitFor(() => expect(heard(client)).toContain("b"));
  await db.pool.query("delete from telemetry_node where peer_id = 'a'");
  await vi.waitFor(() => expect(heard(client).at(-1)).toBe("-a"));
  const count = client.messages.length;
  await grow("b", 1);
  await vi.waitFor(() => expect(heard(client).at(-1)).toBe("b 1"));
  expect(client.messages).toHaveLength(count + 1);
});

test("a change that is committed later than it was stamped is told", async () => {
  await keepNode(db, { peerId: "a" });
  const client = reader();
  await greeted(client);
  const slow = await db.pool.connect();
  await slow.query("begin");
  await slow.query("update telemetry_node set best_height = 9, changed_at = clock_timestamp() where peer_id = 'a'");
  await keepNode(db, { peerId: "b", bestHeight: 5n });
  await vi.waitFor(() => expect(heard(client)).toContain("b 5"));
  await slow.query("commit");
  slow.release();
  await vi.waitFor(() => expect(heard(client)).toContain("a 9"));
});

test("all readers of a process are told the same by one statement, and nobody asks while nobody looks", async () => {
  const asked: string[] = [];
  const watched = vi.spyOn(one.db, "rows").mockImplementation((query, row) => {
    if (query.text.includes("changed_at")) asked.push(query.text);
    return db.rows(query, row);
  });
  const clients = [reader(), reader(), reader()];
  await Promise.all(clients.map(greeted));
  await keepNode(db, { peerId: "a", bestHeight: 3n });
  await Promise.all(clients.map((client) => vi.waitFor(() => expect(heard(client)).toContain("a 3"))));
  expect(asked.length).toBeGreaterThan(0);
  closePlainClients();
  await vi.waitFor(() => expect(one.connections()).toBe(0));
  const before = asked.length;
  // Five ticks.
  await db.rows(sql`select pg_sleep(0.1)`, z.unknown());
  expect(asked.length).toBeLessThanOrEqual(before + 1);
  watched.mockRestore();
});

test("the last reader leaves while a look is under way: nothing fails, and the next reader is told", async () => {
  const log = pino({ level: "silent" });
  const failed = vi.spyOn(log, "error");
  const process = await startReadingProcess(db.url, { log });
  const gate = Promise.withResolvers<void>();
  let looks = 0;
  vi.spyOn(process.db, "rows").mockImplementation(async (query, row) => {
    if (query.text.includes("changed_at") && ++looks === 1) await gate.promise;
    return db.rows(query, row);
  });
  connectPlain(process.port, livePath, { bearer });
  await vi.waitFor(() => expect(looks).toBe(1));
  closePlainClients();
  await vi.waitFor(() => expect(process.connections()).toBe(0));
  // Five ticks.
  await db.rows(sql`select pg_sleep(0.1)`, z.unknown());
  gate.resolve();
  const client = connectPlain(process.port, livePath, { bearer });
  await greeted(client);
  await keepNode(db, { peerId: "a", bestHeight: 3n });
  await vi.waitFor(() => expect(heard(client)).toContain("a 3"));
  expect(failed.mock.calls).toEqual([]);
  closePlainClients();
  await process.close();
});

test("who speaks is closed; who may not read is refused", async () => {
  const client = reader();
  await greeted(client);
  client.send("hello");
  await vi.waitFor(() => expect(client.ended).toEqual(["1008"]));
  const { key } = await testKey(db, ["fleet:read"]);
  const refused = [
    connectPlain(one.port, livePath, { bearer: key }),
    connectPlain(one.port, livePath, {}),
    connectPlain(one.port, livePath, { bearer, query: "chain=x" }),
  ];
  await vi.waitFor(() =>
    expect(refused.map(({ ended }) => ended[0])).toEqual(["403 forbidden", "401 unauthenticated", "400 validation_failed"]),
  );
});

test("a reader that stops is closed with 1013", async () => {
  const [slow, quick] = [reader(), reader()];
  await Promise.all([slow, quick].map(greeted));
  slow.socket.pause();
  const name = "x".repeat(20_000);
  for (let index = 0; index < 800; index++) await keepNode(db, { peerId: `p${index}`, name });
  await vi.waitFor(() => expect(new Set(heard(quick)).size).toBe(800), 20_000);
  await vi.waitFor(() => expect(one.connections()).toBe(1), 20_000);
  slow.socket.resume();
  await vi.waitFor(() => expect(slow.ended).toEqual(["1013"]), 20_000);
  expect(quick.ended).toEqual([]);
}, 60_000);
