import type { QueryConfig } from "pg";
import type { Context } from "#lib/auth/context";
import { hasDatabaseCode } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

/** Less than the job's own time-out. */
const refreshTimeoutMs = 230_000;

/**
 * Deletes history and our own gaps beyond the retention that Settings say, and refreshes `node_status_hourly_mv` without blocking its readers. When somebody
 * else is refreshing it, that one is left to it.
 */
export async function refreshStatusView(ctx: Context): Promise<{ deleted: number; refreshed: boolean }> {
  const settings = await readSettings(ctx.db, ctx.log);
  const oldest = keptFrom(ctx.now, settings["fleet.statusHistoryDays"]);
  const deleted = await ctx.db.prisma.$executeRaw(sql`delete from node_status_history where created_at < ${oldest}::timestamptz`);
  await ctx.db.prisma.$executeRaw(sql`delete from fleet_gap where to_at < ${oldest}::timestamptz`);
  return { deleted, refreshed: await refresh(ctx) };
}

/**
 * A large fleet's 90 days take longer than a person's query may: 200 servers some 10 s on two busy cores. Outside a
 * transaction, so that its lock and its snapshot live no longer than it does.
 */
async function refresh(ctx: Context): Promise<boolean> {
  const client = await ctx.db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("set lock_timeout = '2s'; set work_mem = '32MB'");
    await client.query(`set statement_timeout = ${refreshTimeoutMs}`);
    await client.query(patient("refresh materialized view concurrently node_status_hourly_mv"));
    await client.query(patient("analyze node_status_history, node_status_hourly_mv"));
    return true;
  } catch (error) {
    if (hasDatabaseCode(error, "55P03")) return false;
    throw error;
  } finally {
    // The connection goes back with the pool's own settings, or not at all.
    await client.query("reset all").catch((reason: unknown) => {
      broken = reason instanceof Error ? reason : new Error(String(reason));
    });
    client.release(broken);
  }
}

/** pg reads `query_timeout` of a single query too; its types do not say so. */
function patient(text: string): QueryConfig & { query_timeout: number } {
  return { text, query_timeout: refreshTimeoutMs };
}
