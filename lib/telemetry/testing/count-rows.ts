import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

const Difference = z.object({
  peer_id: z.string(),
  msg: z.string(),
  day: z.string(),
  audit: z.boolean(),
  rows: column.count,
  counted: column.count,
});

/**
 * Where the counts (sums and what is not folded yet, read as one) differ from the messages that are there, or what they say
 * of their time does not span them. Types beyond the limit of a peer are counted together, so they are compared so. Empty is right.
 */
export async function countDifferences(db: Database): Promise<z.output<typeof Difference>[]> {
  return db.rows(
    sql`
    with counted as (
      select peer_id, msg, day, audit, sum(qty) as qty, min(first) as first, max(last) as last from (
        select peer_id, msg, day, audit, qty, min_created_at as first, max_created_at as last from substrate_log_stats
        union all select e.* from substrate_log_delta,
          unnest(peer_ids, msgs, days, audits, qtys::bigint[], min_created_ats, max_created_ats) as e(peer_id, msg, day, audit, qty, first, last)
      ) everything group by 1, 2, 3, 4
    ), typed as (
      select coalesce(l.peer_id, '') as peer_id, (received_at at time zone 'UTC')::date as day, l.audit, created_at,
        case when exists (select from counted c where (c.peer_id, c.msg, c.day, c.audit) = (coalesce(l.peer_id, ''), l.msg, (received_at at time zone 'UTC')::date, l.audit))
          then l.msg else '' end as msg
      from substrate_logs l
    ), stored as (
      select peer_id, msg, day, audit, count(*) as qty, min(created_at) as first, max(created_at) as last from typed group by 1, 2, 3, 4
    )
    select coalesce(c.peer_id, s.peer_id) as peer_id, coalesce(c.msg, s.msg) as msg, coalesce(c.day, s.day)::text as day,
      coalesce(c.audit, s.audit) as audit, coalesce(s.qty, 0) as rows, coalesce(c.qty, 0) as counted
    from counted c full join stored s using (peer_id, msg, day, audit)
    where coalesce(s.qty, 0) <> coalesce(c.qty, 0) or c.first > s.first or c.last < s.last`,
    Difference,
  );
}
