import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

/**
 * Deletes runs that are older than Settings say. Successes of jobs that run every few seconds or minutes go sooner: they
 * would fill the table and nobody reads them. Open runs stay.
 */
export async function purgeRuns(db: Database, now: Date): Promise<number> {
  const settings = await readSettings(db);
  const query = sql`
    delete from job_run r
    where r.status in ('succeeded', 'failed') and (
      r.due_at < ${keptFrom(now, settings["jobs.runRetentionDays"])}
      or (r.status = 'succeeded' and r.due_at < ${keptFrom(now, settings["jobs.frequentSuccessDays"])}
        and exists (select from job_definition d where d.name = r.job and d.schedule ? 'everySeconds')))`;
  const { rowCount } = await db.pool.query(query.text, query.values as unknown[]);
  return rowCount ?? 0;
}
