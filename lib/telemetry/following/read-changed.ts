import type { Database } from "#lib/core/database";
import { type Sql, sql } from "#lib/core/sql";
import { isSinceSql } from "#lib/telemetry/transaction-age";
import { arrivalColumns, type Followed, horizonNow, type Look, LookRow, lookOf } from "./arrival.ts";

/**
 * What was written for whoever is followed by the transaction `horizon` or later, wherever it lies: for who cannot know which
 * times of arrival were announced meanwhile. Counts of messages change with the messages, so they say which days to look
 * through. Without a horizon: what transactions wrote that were not over when the oldest running one began.
 */
export async function readChanged(rows: Database["rows"], followed: readonly Followed[], horizon?: bigint): Promise<Look> {
  const since = horizon === undefined ? sql`look.horizon` : sql`${horizon}::bigint`;
  const isNew = (xmin: Sql) => isSinceSql(sql`(${xmin}::text)::bigint`, since);
  const found = await rows(
    sql`with look as materialized (select ${horizonNow} as horizon),
    followed as (select * from unnest(${followed.map(({ peerId }) => peerId)}::text[], ${followed.map(({ msg }) => msg)}::text[]) as f(peer_id, msg)),
    changed as materialized (
      select f.peer_id, f.msg, s.day from look, followed f join substrate_log_stats s on s.peer_id = f.peer_id and s.msg in (f.msg, '')
      where ${isNew(sql`s.xmin`)}
      union
      select f.peer_id, f.msg, u.day from followed f, substrate_log_delta d, unnest(d.peer_ids, d.msgs, d.days) as u(peer_id, msg, day)
      where f.peer_id = any(d.peer_ids) and u.peer_id = f.peer_id and u.msg = f.msg)
    select look.horizon, a.* from look left join lateral (
      select l.* from changed c, lateral (
        select ${arrivalColumns} from substrate_logs l
        where l.peer_id = c.peer_id and l.msg = c.msg and ${isNew(sql`l.xmin`)}
          and l.received_at >= (c.day::timestamp at time zone 'UTC') and l.received_at < ((c.day + 1)::timestamp at time zone 'UTC')) l
      order by l.created_at, l.id) a on true`,
    LookRow,
  );
  return lookOf(found);
}
