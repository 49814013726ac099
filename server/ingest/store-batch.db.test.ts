import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "#lib/core/database";
import { testDatabase } from "#lib/core/testing/database";
import { databaseProxy } from "#lib/core/testing/database-proxy";
import { noon } from "#lib/core/testing/instants";
import { foldCounts } from "#lib/telemetry/fold-counts";
import { countDifferences } from "#lib/telemetry/testing/count-rows";
import { connectedMessage, messageOf } from "#lib/telemetry/testing/messages";
import { commitCutter } from "./testing/commit-cutter.ts";
import { type TestSink, testSink, testSocket } from "./testing/test-sink.ts";

const db = testDatabase();
const atMs = noon.getTime();
const opened: Database[] = [];
const note = (n: number, fields: object = {}) => messageOf({ id: 1, payload: { msg: "note", n, ...fields } });

beforeAll(async () => {
  await db.pool.query(`
    create sequence slow_tries;
    create table is_slow ();
    create function refuse_bad() returns trigger language plpgsql as $$
    begin
      if new.msg like 'bad%' then raise exception 'refused' using errcode = '22P02'; end if;
      if new.msg like 'odd%' then raise exception 'a mistake' using errcode = 'XX000'; end if;
      if new.msg = 'slow' and to_regclass('is_slow') is not null then
        perform nextval('slow_tries');
        raise exception 'canceling statement due to statement timeout' using errcode = '57014';
      end if;
      return new;
    end $$;
    create function refuse_many() returns trigger language plpgsql as $$
    begin
      if (select count(*) from changed) > 2000 then
        raise exception 'canceling statement due to statement timeout' using errcode = '57014';
      end if;
      return null;
    end $$;
    create trigger refuse_many after update on substrate_logs referencing new table as changed
      for each statement execute function refuse_many();
    create trigger refuse_bad before insert on substrate_logs_expiring for each row execute function refuse_bad()`);
});

beforeEach(async () => {
  await db.pool.query(
    "truncate peer_connections, substrate_logs, substrate_log_stats, substrate_log_delta, telemetry_node, telemetry_chain, event_log",
  );
});

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

const numbers = async () =>
  (await db.pool.query("select (logs -> 'payload' ->> 'n')::int as n from substrate_logs where msg = 'note' order by id")).rows.map(
    ({ n }) => n,
  );
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

const stored = (sink: TestSink) => expect.poll(() => sink.counters.inFlight, { interval: 2, timeout: 20_000 }).toBe(0);

function through(url: string): Database {
  const made = openDatabase(url, { poolSize: 2, ingestPoolSize: 3 });
  opened.push(made);
  return made;
}

describe("a message that PostgreSQL does not take", () => {
  test.each([
    ["that it refuses", "bad", [0, 17, 18, 39]],
    ["that it fails at, nobody knows why", "odd", [17]],
  ])("%s, is dropped and counted; all others of its batch are stored once", async (_name, msg, places) => {
    const sink = testSink(db, { closeWithinMs: 20_000 });
    const socket = testSocket();
    for (const n of upTo(40)) {
      if (places.includes(n)) sink.take(socket, messageOf({ id: 1, payload: { msg } }), 1, atMs);
      sink.take(socket, note(n), 1, atMs);
    }
    await sink.close();
    expect((await numbers()).toSorted((a, b) => a - b)).toEqual(upTo(40));
    expect(sink.counters).toMatchObject({ stored: 40, inFlight: 0, dropped: { unstorable: places.length } });
    expect(await countDifferences(db)).toEqual([]);
  });

  test("takes nothing of what it brought with it: the connection is the next message's", async () => {
    const sink = testSink(db);
    const socket = testSocket();
    sink.take(socket, messageOf({ id: 1, payload: { msg: "bad" } }), 1, atMs);
    await stored(sink);
    expect((await db.pool.query("select from peer_connections")).rowCount).toBe(0);
    sink.take(socket, note(1), 1, atMs);
    sink.take(socket, connectedMessage("a"), 1, atMs);
    await sink.close();
    expect((await db.pool.query("select peer_id from peer_connections")).rows).toEqual([{ peer_id: "a" }]);
    expect((await db.pool.query("select distinct peer_id from substrate_logs")).rows).toEqual([{ peer_id: "a" }]);
    expect(await countDifferences(db)).toEqual([]);
  });
});

test("thousands of messages from before a node's name are given to it in steps, which no other message waits for", async () => {
  const sink = testSink(db);
  const [late, other] = [testSocket(), testSocket()];
  for (let n = 0; n < 5_000; n++) sink.take(late, note(n), 1, atMs);
  await stored(sink);
  sink.take(late, connectedMessage("late"), 1, atMs);
  for (const n of upTo(10)) sink.take(other, messageOf({ id: 1, payload: { msg: "other", n } }), 1, atMs);
  await stored(sink);
  expect(sink.counters).toMatchObject({ stored: 5_011, dropped: { unstorable: 0 } });
  const unnamed = async () => (await db.pool.query("select from substrate_logs where msg = 'note' and peer_id is null")).rowCount;
  await expect.poll(unnamed, { timeout: 20_000 }).toBe(0);
  await sink.close();
  expect(await countDifferences(db)).toEqual([]);
  expect((await db.pool.query("select msg, count(*)::int from substrate_logs where peer_id = 'late' group by 1 order by 1")).rows).toEqual([
    { msg: "note", count: 5_000 },
    { msg: "system.connected", count: 1 },
  ]);
});

test("a message for which there is never time enough is not dropped: it is tried until there is", async () => {
  const sink = testSink(db);
  const socket = testSocket();
  for (const n of upTo(10)) {
    if (n === 6) sink.take(socket, messageOf({ id: 1, payload: { msg: "slow" } }), 1, atMs);
    sink.take(socket, note(n), 1, atMs);
  }
  const tries = async () => Number((await db.pool.query("select last_value from slow_tries")).rows[0]?.last_value);
  await expect.poll(tries, { timeout: 20_000 }).toBeGreaterThan(15);
  await db.pool.query("drop table is_slow");
  await sink.close();
  expect(await numbers()).toEqual(upTo(10));
  expect(sink.counters).toMatchObject({ stored: 11, inFlight: 0, dropped: { unstorable: 0 } });
  expect(await countDifferences(db)).toEqual([]);
});

test("where nothing can be stored, nothing is dropped", async () => {
  const sink = testSink(db);
  const socket = testSocket();
  await db.pool.query("alter table substrate_log_delta rename to away");
  for (const n of upTo(3)) sink.take(socket, note(n), 1, atMs);
  await expect
    .poll(
      async () => (await db.pool.query("select xact_rollback > 15 as tried from pg_stat_database where datname = current_database()")).rows,
      { timeout: 15_000 },
    )
    .toEqual([{ tried: true }]);
  await db.pool.query("alter table away rename to substrate_log_delta");
  await sink.close();
  expect((await numbers()).toSorted((a, b) => a - b)).toEqual(upTo(3));
  expect(sink.counters.dropped.unstorable).toBe(0);
});

test("a day without its partition gets one", async () => {
  const today = Date.now();
  const name = `substrate_logs_expiring_p${new Date(today).toISOString().slice(0, 10).replaceAll("-", "")}`;
  await db.pool.query(`drop table ${name}`);
  const sink = testSink(db);
  sink.take(testSocket(), note(1), 1, today);
  await sink.close();
  expect((await db.pool.query(`select count(*)::int as count from ${name}`)).rows).toEqual([{ count: 1 }]);
});

test("days long past that a batch arrived on get their partitions, and nothing of it is dropped", async () => {
  const sink = testSink(db);
  const arrivals = ["2001-01-01T12:00:00Z", "2001-03-01T12:00:00Z", noon.toISOString()];
  for (const [n, at] of arrivals.entries()) sink.take(testSocket(), note(n), 1, Date.parse(at));
  await sink.close();
  expect(sink.counters).toMatchObject({ stored: 3, inFlight: 0, dropped: { unstorable: 0 } });
  expect(await countDifferences(db)).toEqual([]);
});

test("while a partition cannot be made it is tried with pauses, and the message waits", async () => {
  let tried = 0;
  const rows: Database["rows"] = (query, row) => {
    if (query.text.includes("ensure_partitions")) tried++;
    return query.text.includes("ensure_partitions") ? Promise.reject(new Error("not now")) : db.rows(query, row);
  };
  const sink = testSink({ ...db, rows }, { closeWithinMs: 100 });
  sink.take(testSocket(), note(1), 1, Date.parse("2002-01-01T12:00:00Z"));
  await sink.close();
  expect(tried).toBeGreaterThan(0);
  // The pauses are 25, 50 and 100 ms at least.
  expect(tried).toBeLessThan(8);
  expect(sink.counters).toMatchObject({ stored: 0, inFlight: 1, dropped: { unstorable: 0 } });
});

test("what is taken while the database is away is stored once it is back, in order; a full buffer says so, and when there is room", async () => {
  const proxy = await databaseProxy(db.url);
  const sink = testSink(through(proxy.url), { env: { DB_BATCH_SIZE: 100, DB_SAVE_LATENCY_MS: 5, INGEST_BUFFER_MB: 1 } });
  const socket = testSocket();
  let rooms = 0;
  sink.onRoom(() => rooms++);
  sink.take(socket, connectedMessage("a"), 1, atMs);
  await stored(sink);
  await proxy.away();
  let taken = 0;
  while (!sink.isFull()) sink.take(socket, note(taken++, { padding: "x".repeat(2_000) }), 1, atMs);
  expect(sink.bufferedBytes()).toBeGreaterThanOrEqual(1024 * 1024);
  expect(sink.oldestUnsavedMs()).toBeGreaterThan(0);
  expect(rooms).toBe(0);
  await proxy.back();
  await stored(sink);
  expect([rooms, sink.isFull(), sink.bufferedBytes(), sink.oldestUnsavedMs()]).toEqual([1, false, 0, null]);
  await sink.close();
  expect(await numbers()).toEqual(upTo(taken));
  expect(await countDifferences(db)).toEqual([]);
  await proxy.close();
});

test.each([
  ["took effect", true],
  ["never arrived", false],
])("a COMMIT without an answer that %s leaves every message stored once", async (_name, reaches) => {
  const cutter = await commitCutter(db.url);
  const sink = testSink(through(cutter.url));
  const socket = testSocket();
  for (const [round, n] of upTo(5).entries()) {
    cutter.cutNext(1, reaches);
    sink.take(socket, n === 0 ? connectedMessage("a") : note(n), 1, atMs);
    sink.take(socket, note(100 + n), 1, atMs);
    await stored(sink);
    expect(cutter.cuts()).toBeGreaterThan(round);
  }
  await sink.close();
  expect((await numbers()).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 100, 101, 102, 103, 104]);
  expect((await db.pool.query("select peer_id from peer_connections")).rows).toEqual([{ peer_id: "a" }]);
  expect((await db.pool.query("select count(distinct id)::int as ids from substrate_logs")).rows).toEqual([{ ids: 10 }]);
  expect(await countDifferences(db)).toEqual([]);
  await cutter.close();
});

test("a database that does not come back in time is given up at the end, and what is lost is said", async () => {
  const proxy = await databaseProxy(db.url);
  const sink = testSink(through(proxy.url), { closeWithinMs: 100 });
  await proxy.away();
  sink.take(testSocket(), note(1), 1, atMs);
  await sink.close();
  expect(sink.counters).toMatchObject({ stored: 0, inFlight: 1 });
  await proxy.close();
});

test("whatever comes in whatever batches, with refused messages and folds between: counts are the rows that are there", async () => {
  const steps = fc.array(
    fc.record({
      socket: fc.integer({ min: 0, max: 2 }),
      id: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
      kind: fc.constantFrom("note", "note", "other", "bad", "named", "renamed", "state"),
      peer: fc.constantFrom("a", "b", "c"),
      sentS: fc.integer({ min: -100_000, max: 100_000 }),
      arrivedS: fc.constantFrom(0, 0, 1, 50_000),
      after: fc.constantFrom("go on", "go on", "go on", "wait", "fold", "close"),
    }),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 10 }), async (all, batchSize) => {
      await db.pool.query(
        "truncate peer_connections, substrate_logs, substrate_log_stats, substrate_log_delta, telemetry_node, telemetry_chain",
      );
      const sink = testSink(db, { env: { DB_BATCH_SIZE: batchSize, DB_SAVE_LATENCY_MS: 1, INGEST_BUFFER_MB: 1 } });
      const sockets = [testSocket(), testSocket({ audit: true }), testSocket()];
      for (const { socket: index, id, kind, peer, sentS, arrivedS, after } of all) {
        const socket = sockets[index] ?? testSocket();
        const at = new Date(atMs + sentS * 1000);
        const payload = {
          ...(kind === "named" || kind === "renamed" ? { msg: "system.connected", network_id: peer, chain: "c" } : { msg: kind }),
          ...(kind === "state" && { msg: "system.network_state", state: { peerId: peer } }),
        };
        sink.take(socket, messageOf({ id, at, payload }), 1, atMs + arrivedS * 1000);
        if (after === "wait") await stored(sink);
        if (after === "fold") await foldCounts(db);
        if (after === "close") {
          sink.closed(socket, "closed", atMs);
          sockets[index] = testSocket({ audit: socket.audit });
        }
      }
      await sink.close();
      const bad = all.filter(({ kind, socket }) => kind === "bad" && socket !== 1).length;
      expect(sink.counters).toMatchObject({ stored: all.length - bad, inFlight: 0, dropped: { unstorable: bad } });
      expect(await countDifferences(db)).toEqual([]);
      await foldCounts(db);
      expect(await countDifferences(db)).toEqual([]);
      expect(
        (
          await db.pool.query(
            "select peer_connection_id from substrate_logs where peer_connection_id not in (select id from peer_connections)",
          )
        ).rows,
      ).toEqual([]);
      const wrong = await db.pool.query(
        `select l.id from substrate_logs l join peer_connections c on c.id = l.peer_connection_id where l.peer_id is distinct from c.peer_id`,
      );
      expect(wrong.rows).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 120_000);
