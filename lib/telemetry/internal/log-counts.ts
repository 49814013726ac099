import { type Sql, sql } from "#lib/core/sql";

/**
 * What a peer sent, by type and day of arrival: `msg, day, audit, qty, min_created_at, max_created_at`. Rows of the same key
 * may come more than once: what recent batches brought stands beside what has been folded. Both are read by one snapshot,
 * so together they are exact.
 */
export function logCounts(peerId: string): Sql {
  return sql`(
    select msg, day, audit, qty, min_created_at, max_created_at from substrate_log_stats where peer_id = ${peerId}
    union all
    select u.msg, u.day, u.audit, u.qty, u.min_created_at, u.max_created_at
    from substrate_log_delta d,
      unnest(d.peer_ids, d.msgs, d.days, d.audits, d.qtys, d.min_created_ats, d.max_created_ats)
        as u(peer_id, msg, day, audit, qty, min_created_at, max_created_at)
    where ${peerId} = any(d.peer_ids) and u.peer_id = ${peerId})`;
}
