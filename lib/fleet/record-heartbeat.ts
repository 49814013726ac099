import type { Database } from "#lib/core/database";
import { type Sql, sql } from "#lib/core/sql";

/** A row is not rewritten for a heartbeat that is younger than this, seconds. */
const coalesceS = 5;

/**
 * Remembers that a node server was heard (`last_online_at`) and, with `isPush`, that it delivered traffic
 * (`last_push_at`). Never moves a clock backwards. The status itself follows within 15 s (`fleet.refresh-server-status`).
 */
export async function recordHeartbeat(db: Database, serverId: number, now: Date, options: { isPush: boolean }): Promise<void> {
  const update = heartbeatUpdate(serverId, now, options);
  await db.ingestPool.query(update.text, update.values as unknown[]);
}

/** The same as a statement, for a transaction that does more. */
export function heartbeatUpdate(serverId: number, now: Date, { isPush }: { isPush: boolean }): Sql {
  return sql`
    update node_server set
      last_online_at = greatest(last_online_at, ${now}::timestamptz),
      last_push_at = case when ${isPush}::boolean then greatest(last_push_at, ${now}::timestamptz) else last_push_at end
    where id = ${serverId} and (
      last_online_at is null or last_online_at < ${now}::timestamptz - make_interval(secs => ${coalesceS})
      or (${isPush}::boolean and (last_push_at is null or last_push_at < ${now}::timestamptz - make_interval(secs => ${coalesceS}))))`;
}
