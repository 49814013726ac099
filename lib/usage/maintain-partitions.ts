import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { linesKeptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

const dayMs = 86_400_000;
const Made = z.object({ made: column.count });

/** How many partitions of each table were missing. */
export type PartitionsMade = Record<"reports" | "lines" | "quarters" | "hours", number>;

/**
 * Makes the missing partitions for everything that may arrive now and in the coming days. Each table in a transaction of
 * its own: a new partition locks its table against writers, and a report that is being written holds several tables, so
 * whoever held one while waiting for another could wait for ever.
 */
export async function maintainPartitions({ db, now, log }: Context): Promise<PartitionsMade> {
  const settings = await readSettings(db, log);
  const from = linesKeptFrom(now, settings["usage.lineRetentionDays"]);
  const days = new Date(now.getTime() + 3 * dayMs);
  const months = new Date(now.getTime() + 40 * dayMs);
  const make = async (table: string, unit: "day" | "month", bucketS: number | null, to: Date) => {
    const [row] = await db.rows(
      sql`select ensure_partitions(${table}, ${unit}, ${bucketS}::integer, ${from}::timestamptz, ${to}::timestamptz) as made`,
      Made,
    );
    return row?.made ?? 0;
  };
  return {
    reports: await make("usage_report", "day", null, days),
    lines: await make("usage_line", "day", null, days),
    quarters: await make("user_package_usage", "month", 900, months),
    hours: await make("user_package_usage_hourly", "month", 3600, months),
  };
}
