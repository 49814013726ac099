import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Days before are not looked at. A clock that is set back lets a message arrive before its connection began. */
const slackMs = 86_400_000;

/**
 * Gives the messages that a connection sent before its node said who it is to the peer, and moves their counts: one delta
 * that takes them from nobody (peer '') and gives them to it.
 * @returns when the first of them arrived, ms since 1970: they are news to who follows the peer; null when there were none
 */
export async function attachUnnamed(
  tx: SqlTransaction,
  connection: { id: number; audit: boolean; createdAtMs: number },
  peerId: string,
): Promise<number | null> {
  const [moved] = await tx.rows(
    sql`
    with moved as (
      update substrate_logs set peer_id = ${peerId}
      where peer_connection_id = ${connection.id}::bigint and peer_id is null and audit = ${connection.audit}
        and received_at >= ${new Date(connection.createdAtMs - slackMs).toISOString()}::timestamptz
      returning msg, received_at, (received_at at time zone 'UTC')::date as day, created_at
    ), sums as (
      select msg, day, count(*)::integer as qty, min(created_at) as min_at, max(created_at) as max_at from moved group by msg, day
    ), moves as (
      select ''::text as peer, -qty as qty, msg, day, min_at, max_at from sums
      union all select ${peerId}, qty, msg, day, min_at, max_at from sums
    ), counted as (
      insert into substrate_log_delta (peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats)
      select array_agg(peer), array_agg(msg), array_agg(day), array_agg(${connection.audit}::boolean), array_agg(qty), array_agg(min_at), array_agg(max_at)
      from moves having count(*) > 0
    )
    select (extract(epoch from min(received_at)) * 1000)::double precision as first_ms from moved`,
    z.object({ first_ms: z.number().nullable() }),
  );
  return moved?.first_ms ?? null;
}
