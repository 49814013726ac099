import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { dropPartitions } from "#lib/core/drop-partitions";
import { sql } from "#lib/core/sql";
import { keptFrom, linesKeptFrom, rollupsKeptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

const dayMs = 86_400_000;
const Oldest = z.object({ oldest: column.instant.nullable() });

/**
 * Removes what is beyond the retention that Settings say: partitions are dropped (no vacuum, hardly any WAL), the small tables deleted from.
 * Goes by arrival and bucket time only. Safe to repeat; a drop that never gets its lock fails the run, and the next one
 * tries again.
 */
export async function purgeUsage({ db, now, log }: Context, signal?: AbortSignal): Promise<Record<string, number>> {
  const settings = await readSettings(db, log);
  const lines = await beforeUnbilled(db, linesKeptFrom(now, settings["usage.lineRetentionDays"]));
  const rollups = rollupsKeptFrom(now, settings["usage.rollupRetentionDays"]);
  const batches = keptFrom(now, settings["usage.batchRetentionDays"]);
  const refusals = keptFrom(now, settings["usage.refusalRetentionDays"]);
  const days = rollups.getTime() / dayMs;
  const { prisma } = db;
  return {
    linePartitions: await dropPartitions(db, { parent: "usage_line", unit: "day", before: lines, signal }),
    reportPartitions: await dropPartitions(db, { parent: "usage_report", unit: "day", before: lines, signal }),
    quarterPartitions: await dropPartitions(db, { parent: "user_package_usage", unit: "month", before: rollups, signal }),
    hourPartitions: await dropPartitions(db, { parent: "user_package_usage_hourly", unit: "month", before: rollups, signal }),
    days: await prisma.$executeRaw(sql`delete from user_package_usage_daily where bucket < ${days}::int`),
    fleetQuarters: await prisma.$executeRaw(sql`delete from node_client_usage where bucket < ${days * 96}::int`),
    batches: await prisma.$executeRaw(sql`delete from usage_batch where received_at < ${batches}::timestamptz`),
    refusals: await prisma.$executeRaw(sql`delete from usage_refusal where at < ${refusals}::timestamptz`),
  };
}

/** Never drops what was not billed yet, however long the machine was off: its traffic would belong to no package. */
async function beforeUnbilled(db: Database, end: Date): Promise<Date> {
  const [row] = await db.rows(sql`select min(at) as oldest from usage_line where billed_at is null and at < ${end}::timestamptz`, Oldest);
  return row?.oldest ?? end;
}
