import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

/** How long a client may be away and still get everything it missed. */
export const keptEventsMs = 24 * 60 * 60 * 1000;

/** Rows of one statement: short locks, and what is done stays done when the job is interrupted. */
const batchSize = 20_000;

/**
 * Deletes events older than 24 h by their time of arrival, oldest first. The newest event stays whatever its age: its
 * number is what clients of a quiet fleet resume from.
 */
export async function purgeEvents(db: Database, now: Date, options: { batchSize?: number; signal?: AbortSignal } = {}): Promise<number> {
  const limit = options.batchSize ?? batchSize;
  const before = new Date(now.getTime() - keptEventsMs);
  let deleted = 0;
  while (!options.signal?.aborted) {
    const query = sql`
      delete from event_log where seq in (
        select seq from event_log where at < ${before} and seq < (select max(seq) from event_log) order by seq limit ${limit})`;
    const { rowCount } = await db.pool.query(query.text, query.values as unknown[]);
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < limit) break;
  }
  return deleted;
}
