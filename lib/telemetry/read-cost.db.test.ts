import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { countBuffers } from "#lib/core/testing/count-buffers";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { originalLogStats } from "#lib/telemetry/original/list-log-stats";
import { originalLogs } from "#lib/telemetry/original/list-logs";
import { keepDays } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();
const types = 5;

/** So many messages of each of these peers on each of these days, in the order of arrival, with their counts. */
async function fill(peers: number, days: number, perPeer: number): Promise<void> {
  await db.rows(
    sql`with written as (
      insert into substrate_logs select nextval('substrate_logs_id_seq'), 1, 'peer ' || p, 'type ' || n % ${types}::int, t.at, t.at, false,
        format('{"msg":"type","n":%s,"filler":"%s"}', n, repeat('x', 200))::json
      from generate_series(1, ${days}::int) d, generate_series(1, ${perPeer}::int) n, generate_series(1, ${peers}::int) p,
        lateral (select ${noon}::timestamptz - make_interval(days => d - 1) - make_interval(secs => n) as at) t returning *)
    insert into substrate_log_stats as s select peer_id, msg, (received_at at time zone 'UTC')::date, audit, count(*), min(created_at), max(created_at)
    from written group by 1, 2, 3, 4
    on conflict (peer_id, msg, day, audit) do update set qty = s.qty + excluded.qty, min_created_at = least(s.min_created_at, excluded.min_created_at)
    returning 1`,
    z.unknown(),
  );
  await db.pool.query("analyze substrate_logs, substrate_log_stats");
}

const contextOf = (watched: Database) => testContext(watched, { actor: keyActor(["telemetry:read"]) });
const asked = { peer_id: "peer 1", limit: 100 };
const questions: [string, (watched: Database) => Promise<unknown>][] = [
  ["the newest of a type", async (watched) => Array.fromAsync(await originalLogs(contextOf(watched), { ...asked, msg: "type 1" }))],
  ["the newest of all types", async (watched) => Array.fromAsync(await originalLogs(contextOf(watched), asked))],
  [
    "an hour two days ago",
    async (watched) =>
      Array.fromAsync(
        await originalLogs(contextOf(watched), {
          ...asked,
          start_time: fromNoon({ days: -2, hours: -1 }).toISOString(),
          end_time: fromNoon({ days: -2 }).toISOString(),
        }),
      ),
  ],
  ["counts", (watched) => originalLogStats(contextOf(watched), { peer_id: "peer 1" })],
];

beforeAll(() => keepDays(db, 12, 1));

test("what is asked costs what it answers: other peers and other days are not touched", async () => {
  await fill(2, 3, 300);
  const small = new Map<string, number>();
  for (const [name, ask] of questions) small.set(name, await countBuffers(db, ask));
  await db.pool.query("truncate substrate_logs, substrate_log_stats");
  await fill(40, 10, 300);
  for (const [name, ask] of questions) {
    const [before, after] = [small.get(name) ?? 0, await countBuffers(db, ask)];
    // Twenty times the peers and three times the days: rows of a page are of more peers, and trees are a level deeper.
    expect([name, after <= 4 * before + 200, after, before]).toEqual([name, true, after, before]);
  }
});

test("a node server goes without a look at everybody's connections", async () => {
  const client = await db.pool.connect();
  await client.query("begin");
  await client.query("set local enable_seqscan = off");
  // What PostgreSQL does by itself on `delete from node_server`, whichever it is.
  const { rows } = await client.query("explain (generic_plan) update peer_connections set node_server_id = null where node_server_id = $1");
  await client.query("rollback");
  client.release();
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).not.toContain("Seq Scan");
});
