import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { keepDays, keepLogs } from "#lib/telemetry/testing/kept-telemetry";
import { horizonNow } from "./arrival.ts";
import { readChanged } from "./read-changed.ts";

const db = testDatabase();
const followed = { peerId: "a", msg: "x" };
const log = (n: number, ageDays: number, rest = {}) => ({
  ...followed,
  createdAt: fromNoon({ days: -ageDays, seconds: n }).toISOString(),
  frame: String(n),
  ...rest,
});

beforeEach(async () => {
  await db.pool.query("truncate substrate_logs, substrate_log_stats, substrate_log_delta");
  await keepDays(db, 20, 1);
});

const Horizon = z.object({ horizon: column.bytes, is_over: z.boolean() });
/** Past everything that was written so far. Transactions of other databases hold it back too: of tests beside this one. */
async function horizon(): Promise<bigint> {
  const [last] = await db.rows(sql`select pg_current_xact_id()::text::int8 as id`, z.object({ id: column.bytes }));
  return vi.waitFor(async () => {
    const [row] = await db.rows(sql`select ${horizonNow} as horizon, ${horizonNow} > ${last?.id}::int8 as is_over`, Horizon);
    expect(row?.is_over).toBe(true);
    return row?.horizon ?? 0n;
  }, 30_000);
}

/** The numbers that were found, and on which partitions of messages the statements had locks. */
async function look(since?: bigint): Promise<{ found: string[]; locked: string[] }> {
  const client = await db.pool.connect();
  const rows: Database["rows"] = async (query, row) =>
    (await client.query(query.text, query.values as unknown[])).rows.map((r) => row.parse(r));
  await client.query("begin");
  const { arrivals } = await readChanged(rows, [followed, { peerId: "b", msg: "x" }], since);
  const locks = await client.query(
    "select distinct relation::regclass::text as name from pg_locks where pid = pg_backend_pid() and relation::regclass::text ~ '^substrate_logs_.*_p[0-9]+$' order by 1",
  );
  await client.query("commit");
  client.release();
  return { found: arrivals.map(({ logs }) => logs), locked: locks.rows.map(({ name }): string => name) };
}
const partitionsOf = (...days: string[]) => ["audit", "expiring"].flatMap((kind) => days.map((day) => `substrate_logs_${kind}_p${day}`));

test("only days on which something changed are opened, however many there are", async () => {
  await keepLogs(db, [log(1, 15), log(2, 9)], { isFolded: true });
  const since = await horizon();
  await keepLogs(db, [log(3, 0)]);
  expect(await look(since)).toEqual({ found: ["3"], locked: partitionsOf("20261120") });
  await keepLogs(db, [log(4, 14)], { isFolded: true });
  expect(await look(since)).toEqual({ found: ["4", "3"], locked: partitionsOf("20261106", "20261120") });
});

test("nothing changed: no message is looked at", async () => {
  await keepLogs(db, [log(1, 0)], { isFolded: true });
  expect(await look(await horizon())).toEqual({ found: [], locked: [] });
});

test("of these peers and this type, in the order of the node's clock across days of arrival", async () => {
  const since = await horizon();
  await keepLogs(db, [
    log(3, 1),
    log(1, 5, { receivedAt: fromNoon({}).toISOString() }),
    log(2, 3, { peerId: "b", audit: true }),
    log(9, 1, { peerId: "c" }),
    log(8, 1, { msg: "y" }),
  ]);
  expect((await look(since)).found).toEqual(["1", "2", "3"]);
});
