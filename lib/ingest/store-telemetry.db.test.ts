import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { forgetSingleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { addServer } from "#lib/fleet/testing/fleet";
import { type IngestNode, ingestNode } from "#lib/ingest/ingest-node";
import { readMessage } from "#lib/ingest/read-message";
import { receiveItems } from "#lib/ingest/receive-items";
import { releaseChunk, takeChunk } from "#lib/telemetry/chunk-pool";
import { keepTelemetry, telemetryKeeper } from "#lib/telemetry/keep-telemetry";
import { countDifferences } from "#lib/telemetry/testing/count-rows";
import { writePresent } from "#lib/telemetry/write-present";

const db = testDatabase();
const log = systemContext("test", { db }).log;
let node: IngestNode;
let ids = 0;

beforeEach(async () => {
  await db.pool.query(
    "truncate peer_connections, telemetry_node, telemetry_chain, substrate_logs, substrate_log_stats, substrate_log_delta, ingest_item",
  );
  await db.pool.query(
    "select ensure_partitions(p, 'day', null, $1, $2) from unnest(array['substrate_logs_expiring', 'peer_reputation']) p",
    [fromNoon({ days: -2 }), fromNoon({ days: 2 })],
  );
  const server = await addServer(db, { name: "fra-1" });
  node = await ingestNode(db, `Bearer ${server.token}`, "192.0.2.1");
});
afterEach(anotherProcess);

/** What follows is done by a process that knows nothing of the one before. */
async function anotherProcess(): Promise<void> {
  await telemetryKeeper(db, log).close();
  for (const name of ["telemetry-keeper", "ingest-connections", "telemetry-id-blocks"]) forgetSingleton(name);
}

const connected = (peerId: string, more: object = {}) => ({
  msg: "system.connected",
  network_id: peerId,
  name: `node ${peerId}`,
  chain: "Test",
  version: "1",
  ...more,
});
const block = (height: number) => ({ msg: "block.import", height, best: `0x${height}` });
const v2 = (id: number, payload: object) => ({ id, payload, ts: noon.toISOString() });
const v1 = (payload: object) => ({ ...payload, ts: noon.toISOString() });

/** Sends payloads as items of their own; answers what became of each. */
async function send(payloads: readonly object[], at = noon): Promise<string[]> {
  const items = payloads.map((payload) => ({ id: `item ${++ids}`, ts: at.toISOString(), kind: "telemetry", payload }));
  const outcomes = await receiveItems(systemContext("test", { db, now: at }), node, readMessage(JSON.stringify(items)).items);
  return outcomes.map((outcome) => (outcome.status === "refused" ? `${outcome.code}: ${outcome.reason}` : outcome.status));
}

const Connection = z.object({
  id: column.count,
  node: z.string(),
  peer: z.string().nullable(),
  end: z.string().nullable(),
  seen: z.date(),
  server: z.number(),
});
const connections = () =>
  db.rows(
    sql`select id, node_id::text as node, peer_id as peer, disconnect_reason as end, last_seen_at as seen, node_server_id as server
    from peer_connections order by id`,
    Connection,
  );
const logs = () =>
  db.rows(
    sql`select peer_id as peer, msg, logs::text as text from substrate_logs order by id`,
    z.object({ peer: z.string().nullable(), msg: z.string(), text: z.string() }),
  );

describe("messages", () => {
  test("of both envelopes are stored as they were written, with what they say of their nodes", async () => {
    expect(await send([v2(1, connected("p1")), v2(1, block(7)), v1(connected("p0")), v2(2, connected("p2"))])).toEqual(
      Array(4).fill("stored"),
    );
    const stored = await logs();
    expect(stored.map(({ peer, msg }) => `${peer} ${msg}`)).toEqual([
      "p1 system.connected",
      "p1 block.import",
      "p0 system.connected",
      "p2 system.connected",
    ]);
    expect(JSON.parse(stored[1]?.text ?? "")).toEqual(v2(1, block(7)));
    expect((await connections()).map(({ node: id, peer, server }) => [id, peer, server])).toEqual([
      ["1", "p1", node.id],
      ["0", "p0", node.id],
      ["2", "p2", node.id],
    ]);
    const nodes = await db.rows(
      sql`select peer_id, name, chain from telemetry_node order by peer_id`,
      z.object({ peer_id: z.string(), name: z.string(), chain: z.string() }),
    );
    expect(nodes).toEqual(["p0", "p1", "p2"].map((peer_id) => ({ peer_id, name: `node ${peer_id}`, chain: "Test" })));
    expect(await countDifferences(db)).toEqual([]);
  });

  test("that come again are known, and those that are none are named", async () => {
    const item = { id: "same", ts: noon.toISOString(), kind: "telemetry", payload: v2(1, connected("p1")) };
    const ctx = systemContext("test", { db, now: noon });
    const deliver = async () => (await receiveItems(ctx, node, readMessage(JSON.stringify(item)).items)).map(({ status }) => status);
    expect([await deliver(), await deliver()]).toEqual([["stored"], ["duplicate"]]);
    expect(await logs()).toHaveLength(1);
    expect(await send([{ msg: "x" }, { id: 1, ts: noon.toISOString() }, { msg: "x", ts: "yesterday" }, v1(block(1))])).toEqual([
      "bad_payload: ts: must be an RFC 3339 instant",
      expect.stringMatching(/^bad_payload: neither/),
      "bad_payload: ts: must be an RFC 3339 instant",
      "stored",
    ]);
  });

  test("of a 21st node are refused, the others stored", async () => {
    const nodes = Array.from({ length: 22 }, (_, index) => v2(index + 1, block(index)));
    const outcomes = await send([...nodes, v2(20, block(9))]);
    expect(outcomes.map((outcome) => outcome.split(":", 1)[0])).toEqual([
      ...Array(20).fill("stored"),
      "too_many_nodes",
      "too_many_nodes",
      "stored",
    ]);
    expect(await logs()).toHaveLength(21);
  });

  test("that PostgreSQL does not take cost themselves alone, and leave no trace of their nodes in memory", async () => {
    await db.pool.query(`create function refuse_99() returns trigger language plpgsql as $$
      begin if new.msg = 'poison' then raise exception 'no' using errcode = '22003'; end if; return new; end $$`);
    await db.pool.query("create trigger refuse_99 before insert on substrate_logs_expiring for each row execute function refuse_99()");
    try {
      const outcomes = await send([
        v2(1, connected("p1")),
        v2(1, block(1)),
        v2(1, { msg: "poison" }),
        v2(2, connected("p2")),
        v2(1, block(2)),
      ]);
      expect(outcomes.map((outcome) => outcome.split(":", 1)[0])).toEqual(["stored", "stored", "unstorable", "stored", "stored"]);
    } finally {
      await db.pool.query("drop function refuse_99 cascade");
    }
    expect((await logs()).map(({ peer, msg }) => `${peer} ${msg}`)).toEqual([
      "p1 system.connected",
      "p1 block.import",
      "p2 system.connected",
      "p1 block.import",
    ]);
    expect(await connections()).toHaveLength(2);
    expect(await countDifferences(db)).toEqual([]);
  });
});

describe("a connection of a node server", () => {
  test("goes on from report to report, also when another process takes the next", async () => {
    await send([v2(1, connected("p1"))]);
    await anotherProcess();
    const later = fromNoon({ minutes: 3 });
    await send([v2(1, block(5)), v2(2, block(1))], later);
    expect((await connections()).map(({ node: id, peer, end, seen }) => [id, peer, end, seen])).toEqual([
      ["1", "p1", null, later],
      ["2", null, null, later],
    ]);
    expect((await logs()).map(({ peer }) => peer)).toEqual(["p1", "p1", null]);
  });

  test("gives what came before its node said who it is to the peer, also across processes", async () => {
    await send([v2(1, block(1))]);
    await anotherProcess();
    await send([v2(1, connected("p1"))]);
    expect((await logs()).map(({ peer }) => peer)).toEqual(["p1", "p1"]);
    expect(await countDifferences(db)).toEqual([]);
  });

  test("ends when its node calls itself another peer, and the next one begins", async () => {
    await send([v2(1, connected("p1")), v2(1, connected("p2"))]);
    await anotherProcess();
    await send([v2(1, connected("p3"))]);
    expect((await connections()).map(({ peer, end }) => [peer, end])).toEqual([
      ["p1", "renamed"],
      ["p2", "renamed"],
      ["p3", null],
    ]);
  });

  test("that was given up as lost is another one when its server comes back", async () => {
    await send([v2(1, connected("p1"))]);
    await db.pool.query("update peer_connections set disconnected_at = last_seen_at, disconnect_reason = 'lost'");
    await send([v2(1, connected("p1")), v2(1, block(3))], fromNoon({ hours: 1 }));
    await writePresent(db, telemetryKeeper(db, log).present, fromNoon({ hours: 1 }));
    expect((await connections()).map(({ peer, end }) => [peer, end])).toEqual([
      ["p1", "lost"],
      ["p1", null],
    ]);
    const [present] = await db.rows(
      sql`select disconnected_at, best_height::int as best, last_seen_at as seen from telemetry_node`,
      z.object({ disconnected_at: z.date().nullable(), best: z.number(), seen: z.date() }),
    );
    expect(present).toEqual({ disconnected_at: null, best: 3, seen: fromNoon({ hours: 1 }) });
  });
});

test("two processes that take reports of the same nodes in turns do not undo each other's connections", async () => {
  await send([v2(1, connected("p1"))]);
  const first = { keeper: telemetryKeeper(db, log) };
  for (const name of ["telemetry-keeper", "ingest-connections"]) forgetSingleton(name);
  await send([v2(1, connected("p2"))], fromNoon({ seconds: 10 }));
  // The first still believes in the connection that the second has ended.
  await writePresent(db, first.keeper.present, fromNoon({ seconds: 11 }));
  await writePresent(db, telemetryKeeper(db, log).present, fromNoon({ seconds: 11 }));
  expect((await connections()).map(({ peer, end }) => [peer, end])).toEqual([
    ["p1", "renamed"],
    ["p2", null],
  ]);
  await first.keeper.close();
  await keepTelemetry(db, log).close();
});

test("the memory that a report was written from is there for the next one", async () => {
  const chunk = takeChunk(1);
  releaseChunk(chunk);
  await send([v2(1, connected("p1")), v2(1, block(1))]);
  expect(takeChunk(1) === chunk).toBe(true);
});
