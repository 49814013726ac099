import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { arrivalChannel } from "#lib/telemetry/arrival-channel";

/** Days before are not looked at. A clock that is set back lets a message arrive before its connection began. */
const slackMs = 86_400_000;
const Moved = z.object({ qty: column.count });

/** A connection whose node has said who it is, after it had sent messages. */
export interface LateName {
  connectionId: number;
  peerId: string;
  audit: boolean;
  createdAtMs: number;
}

/**
 * Gives messages that connections sent before their nodes said who they are to the peers, at most `limit` of them, and moves their
 * counts. A node may have been silent about itself for hours: with all of it at once a statement would run out of time. Followers
 * of a peer are told that it has got messages, whatever their times of arrival.
 * @returns those of whom messages may be left
 */
export async function attachUnnamed(tx: SqlTransaction, late: readonly LateName[], limit: number): Promise<LateName[]> {
  const unfinished: LateName[] = [];
  let room = limit;
  for (const name of late) {
    const moved = room > 0 ? await attachSome(tx, name, room) : 0;
    if (moved >= room) unfinished.push(name);
    room -= moved;
  }
  return unfinished;
}

/**
 * One delta takes the counts from nobody (peer '') and gives them to the peer. The messages are found through the index of
 * those without a peer and changed at their places. Every partition has such places, so theirs is compared too; that they have no
 * peer yet (another process may do the same) is written so that no index leads to all of them once more.
 */
async function attachSome(tx: SqlTransaction, { connectionId, peerId, audit, createdAtMs }: LateName, limit: number): Promise<number> {
  const since = new Date(createdAtMs - slackMs).toISOString();
  const [moved] = await tx.rows(
    sql`
    with places as materialized (
      select tableoid as part, ctid as place from substrate_logs
      where peer_connection_id = ${connectionId}::bigint and peer_id is null and audit = ${audit} and received_at >= ${since}::timestamptz
      limit ${limit}
    ), moved as (
      update substrate_logs l set peer_id = ${peerId}
      where l.ctid = any(array(select place from places)) and ((l.tableoid, l.ctid) in (select part, place from places)) is true
        and num_nulls(l.peer_id) = 1 and l.audit = ${audit} and l.received_at >= ${since}::timestamptz
      returning msg, (received_at at time zone 'UTC')::date as day, created_at
    ), sums as (
      select msg, day, count(*)::integer as qty, min(created_at) as min_at, max(created_at) as max_at from moved group by msg, day
    ), moves as (
      select ''::text as peer, -qty as qty, msg, day, min_at, max_at from sums
      union all select ${peerId}, qty, msg, day, min_at, max_at from sums
    ), counted as (
      insert into substrate_log_delta (peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats)
      select array_agg(peer), array_agg(msg), array_agg(day), array_agg(${audit}::boolean), array_agg(qty), array_agg(min_at), array_agg(max_at)
      from moves having count(*) > 0
    )
    select count(*) as qty, case when count(*) > 0 then pg_notify(${arrivalChannel}, ${JSON.stringify({ peer: peerId })})::text end as told
    from moved`,
    Moved,
  );
  return moved?.qty ?? 0;
}
