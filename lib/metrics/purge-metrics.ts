import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { readSettings } from "#lib/settings/read-settings";
import { tiers } from "./tiers.ts";

/** Processes that have been silent so long are forgotten: their row says nothing any more. */
const silentProcess = sql`interval '1 day'`;

/**
 * Deletes what each resolution no longer keeps, series by series through their key, then series that have nothing left.
 * In one transaction a resolution, so that none holds locks for long.
 */
export async function purgeMetrics(ctx: Context): Promise<{ points: number; series: number }> {
  const settings = await readSettings(ctx.db, ctx.log);
  let points = 0;
  for (const { table, keptFrom } of tiers) {
    const before = keptFrom(settings, ctx.now);
    points += await transaction(ctx.db, (tx) =>
      tx.execute(sql`delete from ${table} p using metric_series s where p.series_id = s.id and p.at < ${before}::timestamptz`),
    );
  }
  const series = await transaction(ctx.db, async (tx) => {
    await tx.execute(sql`delete from metric_process where seen_at < ${ctx.now}::timestamptz - ${silentProcess}`);
    return tx.execute(sql`delete from metric_series s where last_at < ${ctx.now}::timestamptz - interval '1 day'
      and not exists (select 1 from metric_point_1h p where p.series_id = s.id)
      and not exists (select 1 from metric_point_5m p where p.series_id = s.id)
      and not exists (select 1 from metric_point p where p.series_id = s.id)`);
  });
  return { points, series };
}
