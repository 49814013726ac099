import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { ingestTransaction } from "#lib/core/transaction";

/** One process folds, the others go on: "fold". */
const foldLock = 0x666f6c64;
/** Of so many batches at once: a fraction of a second. */
const batchesAtOnce = 500;
/** A peer has at most so many types a day; what is beyond is counted together as type ''. */
const maxTypes = 200;

const Folded = z.object({ batches: column.count });
const Locked = z.object({ is_ours: z.boolean() });

/**
 * Adds what batches counted to the sums by peer, type and day, and takes it from the list in the same transaction: whoever
 * reads both in one statement always has the exact number.
 * @returns how many batches; 0 also while another process folds
 */
export async function foldCounts(db: Database): Promise<number> {
  return ingestTransaction(db, async (tx) => {
    const [lock] = await tx.rows(sql`select pg_try_advisory_xact_lock(${foldLock}) as is_ours`, Locked);
    if (!lock?.is_ours) return 0;
    const [folded] = await tx.rows(foldStatement, Folded);
    return folded?.batches ?? 0;
  });
}

/**
 * Types go to '' where their peer has its 200 of that day, or where more is taken from one than it has: then they were
 * counted there. In order of the key, so that nobody who writes sums waits in a circle.
 */
export const foldStatement = sql`
  with taken as materialized (
    delete from substrate_log_delta
    where id in (select id from substrate_log_delta order by id limit ${batchesAtOnce}::integer)
    returning peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats
  ), given as materialized (
    select peer_id, msg, day, audit, sum(qty) as qty, min(min_at) as min_at, max(max_at) as max_at
    from taken, unnest(peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats)
      as e(peer_id, msg, day, audit, qty, min_at, max_at)
    group by peer_id, msg, day, audit
  ), marked as (
    select g.*, exists (select from substrate_log_stats s where (s.peer_id, s.msg, s.day, s.audit) = (g.peer_id, g.msg, g.day, g.audit)) as is_known
    from given g
  ), placed as (
    select m.*, case when m.is_known then 0 else row_number() over (partition by m.peer_id, m.day, m.audit, m.is_known order by m.msg)
      + (select count(*) from substrate_log_stats s where s.peer_id = m.peer_id and s.day = m.day and s.audit = m.audit and s.msg <> '') end as place
    from marked m
  ), folded as (
    insert into substrate_log_stats as s (peer_id, msg, day, audit, qty, min_created_at, max_created_at)
    select peer_id, type, day, audit, sum(qty), min(min_at), max(max_at)
    from (select p.*, case when is_known or (place <= ${maxTypes}::integer and qty >= 0) then msg else '' end as type from placed p) typed
    group by peer_id, type, day, audit
    order by peer_id, type, day, audit
    on conflict (peer_id, msg, day, audit) do update set qty = s.qty + excluded.qty,
      min_created_at = least(s.min_created_at, excluded.min_created_at), max_created_at = greatest(s.max_created_at, excluded.max_created_at)
  )
  select count(*) as batches from taken`;
