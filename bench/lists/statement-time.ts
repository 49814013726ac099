import pg from "pg";
import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

/** What PostgreSQL has to be started with. */
export const statementSettings = { shared_preload_libraries: "pg_stat_statements", "pg_stat_statements.track_planning": "on" };

/** Begins the account. PostgreSQL's superuser has the same password as the product's role in a cluster of ours. */
export async function accountStatements(db: Database): Promise<void> {
  const url = new URL(db.url);
  url.username = "postgres";
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    await admin.query("create extension pg_stat_statements");
    await admin.query("grant pg_read_all_stats to fleetlight");
    await admin.query("grant execute on function pg_stat_statements_reset to fleetlight");
  } finally {
    await admin.end();
  }
}

const Row = z.object({ ms: z.number(), statements: z.coerce.number() });

/** Milliseconds that PostgreSQL planned and ran while `work` did, all its statements together, by its own account. */
export async function statementTime(db: Database, work: () => Promise<unknown>): Promise<z.output<typeof Row>> {
  await db.pool.query("select pg_stat_statements_reset()");
  await work();
  const [sum] = await db.rows(
    sql`select coalesce(sum(total_plan_time + total_exec_time), 0)::float8 as ms, coalesce(sum(calls), 0) as statements
    from pg_stat_statements where query not like '%pg_stat_statements%'`,
    Row,
  );
  if (!sum) throw new Error("PostgreSQL keeps no statistics of statements");
  return sum;
}
