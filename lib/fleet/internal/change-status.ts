import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { NodeStatus } from "#lib/fleet/schema";
import { announceStatus } from "./announce-status.ts";
import { ChangedStatus } from "./changed-status.ts";

/** A change that was decided on what was read a moment ago. */
export interface WantedStatus {
  id: number;
  previous: NodeStatus;
  status: NodeStatus;
  reason: string;
}

/**
 * Writes changes of status with their history and events. Conditional: a server that somebody changed meanwhile keeps
 * that, and a server that was heard meanwhile is not called offline. Returns what was really changed.
 */
export async function changeStatus(
  tx: SqlTransaction,
  now: Date,
  wanted: readonly WantedStatus[],
  offlineTimeoutMs: number,
): Promise<ChangedStatus[]> {
  if (wanted.length === 0) return [];
  const silentSince = new Date(now.getTime() - offlineTimeoutMs);
  const changed = await tx.rows(
    sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(id integer, previous text, status text, reason text)),
    changed as (
      update node_server s
      set status = w.status, status_reason = w.reason, status_changed_at = ${now}, maintenance_until = null
      from wanted w
      where s.id = w.id and s.status = w.previous
        and (w.status <> 'offline' or s.last_online_at is null or s.last_online_at <= ${silentSince}::timestamptz)
      returning s.id, s.name, w.previous, s.status, s.status_reason as reason),
    history as (
      insert into node_status_history (node_server_id, status, reason, created_at)
      select id, status, reason, ${now}::timestamptz from changed)
    select id, name, previous, status, reason from changed order by id`,
    ChangedStatus,
  );
  await announceStatus(tx, now, changed);
  return changed;
}
