import { type Sql, sql } from "#lib/core/sql";
import type { Rollup } from "#lib/usage/plan-scans";

/** The per-user roll-ups; their `bucket` is an integer, see the migration. */
export const rollupTables: Record<Rollup, Sql> = {
  day: sql`user_package_usage_daily`,
  hour: sql`user_package_usage_hourly`,
  quarter: sql`user_package_usage`,
};
