import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

const dayMs = 24 * 60 * 60 * 1000;
const keptMs = 30 * dayMs;
/** Jobs that run thousands of times a day would fill the table with successes that nobody reads. */
const frequentSuccessKeptMs = 2 * dayMs;

/** Deletes runs after 30 days, successes of jobs that run every few seconds or minutes after two. Open runs stay. */
export async function purgeRuns(db: Database, now: Date): Promise<number> {
  const query = sql`
    delete from job_run r
    where r.status in ('succeeded', 'failed') and (
      r.due_at < ${new Date(now.getTime() - keptMs)}
      or (r.status = 'succeeded' and r.due_at < ${new Date(now.getTime() - frequentSuccessKeptMs)}
        and exists (select from job_definition d where d.name = r.job and d.schedule ? 'everySeconds')))`;
  const { rowCount } = await db.pool.query(query.text, query.values as unknown[]);
  return rowCount ?? 0;
}
