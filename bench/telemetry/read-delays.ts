import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

const Delays = z.object({ p50: z.number(), p99: z.number() });
/** Milliseconds from sending to COMMIT. */
export type Delays = z.output<typeof Delays>;

/**
 * How late messages were committed, by PostgreSQL's own instant of it (`track_commit_timestamp`), of those sent two seconds after `since`
 * and later: the first two are warming up.
 */
export async function readDelays(db: Database, since: Date): Promise<Delays> {
  const [delays] = await db.rows(
    sql`
    with delay as (
      select extract(epoch from pg_xact_commit_timestamp(xmin) - created_at) * 1000 as ms from substrate_logs
      where msg <> 'system.connected' and received_at > ${since}::timestamptz and created_at > ${since}::timestamptz + interval '2 seconds'
    )
    select percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.99) within group (order by ms) as p99 from delay`,
    Delays,
  );
  if (!delays) throw new Error("Nothing was measured");
  return delays;
}
