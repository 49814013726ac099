import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

/** Rows of one statement: short locks, and what is done stays done when the job is interrupted. */
const batchSize = 20_000;

/**
 * Deletes events that arrived before `before`, oldest first: how long a client may be away and still get what it missed. The newest event stays whatever its age: its
 * number is what clients of a quiet fleet resume from.
 */
export async function purgeEvents(db: Database, before: Date, options: { batchSize?: number; signal?: AbortSignal } = {}): Promise<number> {
  const limit = options.batchSize ?? batchSize;
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
