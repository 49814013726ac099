import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { rotateToken } from "#lib/fleet/rotate-token";
import { addClient, addServer } from "#lib/fleet/testing/fleet";
import { ingestCounters } from "#lib/ingest/counters";
import { connectIngest, type IngestClient } from "./testing/ingest-client.ts";
import { type IngestProcess, startIngestProcess } from "./testing/ingest-process.ts";

const db = testDatabase();
let one: IngestProcess;
let two: IngestProcess;
let server: { id: number; token: string };
let uid: number;

beforeAll(async () => {
  [one, two] = [await startIngestProcess(db.url), await startIngestProcess(db.url)];
  ({ uid } = await testUser(db));
  await db.pool.query(`select ensure_partitions(parent, unit, width, now() - interval '2 days', now() + interval '2 days') from (values
    ('usage_report', 'day', null), ('usage_line', 'day', null), ('user_package_usage', 'month', 900), ('user_package_usage_hourly', 'month', 3600)) p(parent, unit, width)`);
});
beforeEach(async () => {
  server = await addServer(db);
  await addClient(db, server.id, { isDefault: true });
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

const ts = new Date().toISOString();
const heartbeat = (id: string) => ({ id, ts, kind: "heartbeat", payload: {} });
const usage = (id: string, upload = 1) => ({ id, ts, kind: "usage", payload: { mode: "delta", lines: [{ uid, upload, download: 0 }] } });
const connect = (process: IngestProcess = one) => connectIngest(process.url, server.token);
const answered = (client: IngestClient, count: number) =>
  vi.waitFor(() => expect(client.acked.length + client.nacked.length).toBe(count), { timeout: 10_000, interval: 5 });
const ended = (client: IngestClient, code: number) =>
  vi.waitFor(() => expect(client.closed?.code).toBe(code), { timeout: 10_000, interval: 5 });

const Count = z.object({ count: column.count });
const linesStored = async () =>
  (await db.rows(sql`select coalesce(sum(line_count), 0) as count from usage_report where node_server_id = ${server.id}`, Count))[0]?.count;
const known = async () => (await db.rows(sql`select count(*) from ingest_item where node_server_id = ${server.id}`, Count))[0]?.count;

describe("before the upgrade", () => {
  test.each([
    ["without a token", undefined, "HTTP 401"],
    ["with a wrong one", "fln_nobody", "HTTP 403"],
    ["with half a percent", "%E0%A4%A", "HTTP 403"],
    ["with a very long one", "x".repeat(8_000), "HTTP 403"],
  ])("%s", async (_name, token, refusal) => {
    await expect(connectIngest(one.url, token)).rejects.toThrow(refusal);
  });

  test("a path beside it is nobody's", async () => {
    await expect(connectIngest(`${one.url}/more`, server.token)).rejects.toThrow("HTTP 404");
  });
});

describe("answers", () => {
  test("one item, a list, text and binary; the acknowledgement comes after the commit", async () => {
    const client = await connect();
    client.send(usage("a"));
    await answered(client, 1);
    expect(await linesStored()).toBe(1);
    client.socket.send(Buffer.from(JSON.stringify([usage("b"), heartbeat("c")])));
    await answered(client, 3);
    expect([client.acked, client.nacked]).toEqual([["a", "b", "c"], []]);
    client.socket.close();
  });

  test("good and bad beside each other, each by its name", async () => {
    const client = await connect();
    client.send([heartbeat("a"), { ...heartbeat("b"), kind: "nothing" }, { x: 1 }, usage("c"), { ...usage("a") }]);
    await answered(client, 5);
    expect(client.acked).toEqual(["a", "c"]);
    expect(client.nacked.map(({ id, index, code }) => [id, index, code])).toEqual([
      ["b", undefined, "bad_item"],
      [null, 2, "bad_item"],
      ["a", undefined, "id_conflict"],
    ]);
    client.socket.close();
  });

  test("lines that were not counted are told with the acknowledgement", async () => {
    const client = await connect();
    client.send({ ...usage("a"), payload: { mode: "delta", lines: [{ uid: 2_000_000_000, upload: 1, download: 1 }] } });
    await answered(client, 1);
    expect([client.acked, client.rejected.map(({ id, index, code }) => `${id} ${index} ${code}`)]).toEqual([["a"], ["a 0 unknown_user"]]);
    client.socket.close();
  });

  test("an empty list is answered, and nonsense too, until it is too much", async () => {
    const client = await connect();
    client.send([]);
    for (const nonsense of ["", "x", "null", "{]"]) client.send(nonsense);
    client.socket.send(Buffer.from([0xff, 0xfe]));
    await answered(client, 5);
    client.send(heartbeat("a"));
    await answered(client, 6);
    expect([client.acked, client.closed]).toEqual([["a"], undefined]);
    for (let time = 0; time < 20; time++) client.send("x");
    await ended(client, 1008);
  });
});

describe("the same item", () => {
  test("by two connections and two processes at once: stored once, acknowledged everywhere", async () => {
    const clients = await Promise.all([connect(one), connect(one), connect(two), connect(two)]);
    const items = Array.from({ length: 60 }, (_, index) => usage(`i${index}`));
    for (const client of clients) for (const item of items) client.send(item);
    for (const client of clients) await answered(client, 60);
    for (const client of clients) {
      expect([client.acked, client.nacked]).toEqual([items.map(({ id }) => id), []]);
      client.socket.close();
    }
    expect([await linesStored(), await known()]).toEqual([60, 60]);
  });

  test("thousands of small messages are many in a transaction", async () => {
    const client = await connect();
    for (let index = 0; index < 2_000; index++) client.send(heartbeat(`i${index}`));
    await answered(client, 2_000);
    expect([client.acked.length, await known()]).toEqual([2_000, 2_000]);
    const [transactions] = await db.rows(
      sql`select count(distinct xmin::text) as count from ingest_item where node_server_id = ${server.id}`,
      Count,
    );
    expect(transactions?.count).toBeLessThan(600);
    client.socket.close();
  });
});

describe("the end of a socket", () => {
  test("1009: a message that is too long, or has too many items", async () => {
    const [long, many] = [await connect(), await connect()];
    long.send({ ...heartbeat("a"), payload: { x: randomBytes(1024 * 1024).toString("hex") } });
    many.send(Array.from({ length: 1_001 }, (_, index) => heartbeat(`i${index}`)));
    await ended(long, 1009);
    await ended(many, 1009);
    expect(await known()).toBe(0);
  });

  test("1008: the token was replaced, also for a socket that says nothing; nothing more is stored", async () => {
    const [talker, silent] = [await connect(), await connect()];
    await rotateToken(testContext(db), { id: server.id });
    talker.send(heartbeat("late"));
    await ended(talker, 1008);
    await ended(silent, 1008);
    expect([talker.acked, await known()]).toEqual([[], 0]);
    await expect(connect()).rejects.toThrow("HTTP 403");
  });

  test("1008: the server was deleted", async () => {
    const client = await connect();
    await db.pool.query("delete from node_server where id = $1", [server.id]);
    await ended(client, 1008);
  });

  test("1013: more connections than a server needs", async () => {
    const clients = await Promise.all(Array.from({ length: 17 }, () => connect()));
    await vi.waitFor(() => expect(clients.filter(({ closed }) => closed?.code === 1013)).toHaveLength(1));
    for (const client of clients) client.socket.close();
  });

  test("1012: a process that stops stores what it was given, says so, and then goodbye", async () => {
    const stopping = await startIngestProcess(db.url);
    const client = await connect(stopping);
    const items = Array.from({ length: 300 }, (_, index) => usage(`i${index}`));
    client.send(items.slice(0, 150));
    client.send(items.slice(150));
    await vi.waitFor(() => expect(stopping.ingest.bufferedBytes()).toBeGreaterThan(0), { interval: 1 });
    await stopping.close();
    await ended(client, 1012);
    expect([client.acked.length, await linesStored()]).toEqual([300, 300]);
  });

  test("a peer that says nothing to pings is cut", async () => {
    const impatient = await startIngestProcess(db.url, { pingMs: 50 });
    const client = await connect(impatient);
    client.socket.pause();
    await vi.waitFor(() => expect(impatient.ingest.connections()).toBe(0));
    client.socket.terminate();
    await impatient.close();
  });
});

test("a socket whose items wait is not read, and goes on when there is room", async () => {
  const small = await startIngestProcess(db.url, { bufferLimitBytes: 20_000 });
  const client = await connect(small);
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, small.ingest.bufferedBytes());
  }, 1);
  for (let index = 0; index < 1_500; index++) client.send({ ...heartbeat(`i${index}`), payload: { padding: "x".repeat(500) } });
  await answered(client, 1_500);
  clearInterval(looking);
  expect([client.acked.length, await known()]).toEqual([1_500, 1_500]);
  // What one read from the network brings may come on top.
  expect(most).toBeLessThan(20_000 + 200_000);
  client.socket.close();
  await small.close();
});

test("the counters balance, whoever left before the answer", async () => {
  const totals = () => {
    const { received, stored, duplicate, refused } = ingestCounters();
    return received - stored - duplicate - Object.values(refused).reduce((sum, count) => sum + count, 0);
  };
  const client = await connect();
  client.send([usage("a"), usage("a"), heartbeat("a"), { x: 1 }]);
  client.send("nonsense");
  client.socket.close();
  await once(client.socket, "close");
  await vi.waitFor(() => expect(totals()).toBe(0));
  expect(await known()).toBe(1);
});
