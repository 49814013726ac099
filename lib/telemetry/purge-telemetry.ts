import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { dropPartitions } from "#lib/core/drop-partitions";
import { type Sql, sql } from "#lib/core/sql";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";
import { foldCounts } from "#lib/telemetry/fold-counts";

const dayMs = 86_400_000;
/** Small tables are deleted from in steps that hold nobody up. */
const rowsAtOnce = 5_000;
const Deleted = z.object({ deleted: column.count });

/**
 * Removes what is beyond the retention that Settings say, by arrival, in whole days: partitions of messages with their
 * counts, of minutes and of reputation are dropped; then connections and nodes of which no message is left. Never what came
 * by the audit path, and never a connection that is open. Safe to repeat and beside itself.
 */
export async function purgeTelemetry({ db, now, log }: Context, signal?: AbortSignal): Promise<Record<string, number>> {
  const settings = await readSettings(db, log);
  const logs = startOfDay(keptFrom(now, settings["telemetry.logHours"] / 24));
  const minutes = keptFrom(now, settings["telemetry.nodeHistoryDays"]);
  const reputation = keptFrom(now, settings["telemetry.reputationDays"]);
  // Counts of the days that go are in the sums first, and leave with them.
  while ((await foldCounts(db)) > 0) signal?.throwIfAborted();
  return {
    messagePartitions: await dropPartitions(db, {
      parent: "substrate_logs_expiring",
      unit: "day",
      before: logs,
      signal,
      also: async (tx, end) =>
        void (await tx.execute(
          sql`delete from substrate_log_stats where not audit and day < (${end}::timestamptz at time zone 'UTC')::date`,
        )),
    }),
    // A batch that names what came before may be folded after its day has gone.
    counts: await deleteInSteps(
      db,
      signal,
      sql`
      delete from substrate_log_stats where (peer_id, msg, day, audit) in (
        select peer_id, msg, day, audit from substrate_log_stats
        where not audit and day < (${logs}::timestamptz at time zone 'UTC')::date
        order by peer_id, msg, day, audit limit ${rowsAtOnce}::integer for update skip locked)`,
    ),
    minutePartitions: await dropPartitions(db, { parent: "telemetry_node_minute", unit: "day", before: minutes, signal }),
    reputationPartitions: await dropPartitions(db, { parent: "peer_reputation", unit: "day", before: reputation, signal }),
    reports: await deleteInSteps(
      db,
      signal,
      sql`
      delete from peer_reputation_report where reporting_peer in (
        select reporting_peer from peer_reputation_report where received_at < ${reputation}::timestamptz limit ${rowsAtOnce}::integer)`,
    ),
    connections: await deleteInSteps(
      db,
      signal,
      sql`
      delete from peer_connections where id in (
        select id from peer_connections
        where created_at < ${logs}::timestamptz and last_seen_at < ${logs}::timestamptz and disconnected_at < ${logs}::timestamptz and not audit
        order by id limit ${rowsAtOnce}::integer for update skip locked)`,
    ),
    nodes: await deleteInSteps(
      db,
      signal,
      sql`
      delete from telemetry_node where peer_id in (
        select peer_id from telemetry_node n
        where last_seen_at < ${logs}::timestamptz and disconnected_at < ${logs}::timestamptz
          and not exists (select from peer_connections c where c.peer_id = n.peer_id)
        order by peer_id limit ${rowsAtOnce}::integer for update skip locked)`,
    ),
    chains: await deleteInSteps(
      db,
      signal,
      sql`
      delete from telemetry_chain c where changed_at < ${logs}::timestamptz
        and not exists (select from telemetry_node n where n.chain_key = c.chain_key)`,
    ),
  };
}

function startOfDay(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / dayMs) * dayMs);
}

async function deleteInSteps(db: Database, signal: AbortSignal | undefined, step: Sql): Promise<number> {
  for (let total = 0; ; ) {
    signal?.throwIfAborted();
    const [row] = await db.rows(sql`with gone as (${step} returning 1) select count(*) as deleted from gone`, Deleted);
    const deleted = row?.deleted ?? 0;
    total += deleted;
    if (deleted < rowsAtOnce) return total;
  }
}
