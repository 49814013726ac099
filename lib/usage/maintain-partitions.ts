import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { linesKeptFrom } from "#lib/usage/retention";

const dayMs = 86_400_000;
const Made = z.object({ reports: column.count, lines: column.count, quarters: column.count, hours: column.count });

/** Makes the missing partitions for everything that may arrive now and in the coming days; how many of each. */
export async function maintainPartitions({ db, now }: Context): Promise<z.output<typeof Made>> {
  const from = linesKeptFrom(now);
  const days = new Date(now.getTime() + 3 * dayMs);
  const months = new Date(now.getTime() + 40 * dayMs);
  const [made] = await db.rows(
    sql`select ensure_partitions('usage_report', 'day', null, ${from}::timestamptz, ${days}::timestamptz) as reports,
      ensure_partitions('usage_line', 'day', null, ${from}::timestamptz, ${days}::timestamptz) as lines,
      ensure_partitions('user_package_usage', 'month', 900, ${from}::timestamptz, ${months}::timestamptz) as quarters,
      ensure_partitions('user_package_usage_hourly', 'month', 3600, ${from}::timestamptz, ${months}::timestamptz) as hours`,
    Made,
  );
  if (!made) throw new Error("Making partitions returned nothing");
  return made;
}
