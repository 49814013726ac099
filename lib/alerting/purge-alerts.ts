import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

/** Alerts of one transaction; each takes its timeline along. */
const deletedAtOnce = 500;
/** Slots of evaluations tell when rules were looked at last, and keep two processes from one slot. Days. */
const evaluationDays = 30;

const Last = z.object({ id: z.string(), resolved_at: column.instant });
type Last = z.output<typeof Last>;

export interface AlertsPurged {
  alerts: number;
  notices: number;
  evaluations: number;
}

/**
 * Deletes alerts that were resolved longer ago than Settings keep them, with their timelines and the notices that told of
 * nothing else. What is open stays whatever its age, and so does what somebody is still owed: an end that no channel was told
 * of yet, and an alert that the next evaluation reopens. In small transactions, by key, past whatever somebody is just
 * writing to: nobody waits for it, and it waits for nobody.
 */
export async function purgeAlerts(ctx: Context, signal?: AbortSignal): Promise<AlertsPurged> {
  const settings = await readSettings(ctx.db, ctx.log);
  const before = keptFrom(ctx.now, settings["alerting.alertRetentionDays"]);
  const purged: AlertsPurged = { alerts: 0, notices: 0, evaluations: 0 };
  for (let last: Last | undefined, isMore = true; isMore; ) {
    signal?.throwIfAborted();
    const gone = await deleteSome(ctx, before, last);
    purged.alerts += gone.length;
    last = gone.at(-1);
    isMore = gone.length === deletedAtOnce;
  }
  for (let some = deletedAtOnce; some === deletedAtOnce; purged.notices += some) {
    signal?.throwIfAborted();
    some = await deleteNotices(ctx, before);
  }
  purged.evaluations = await transaction(ctx.db, (tx) =>
    tx.execute(sql`delete from rule_evaluation where slot < ${keptFrom(ctx.now, evaluationDays)}::timestamptz`),
  );
  return purged;
}

/** In the order in which they ended; what is held by somebody is left to tomorrow. */
function deleteSome(ctx: Context, before: Date, last: Last | undefined): Promise<Last[]> {
  const after = last ?? { id: "00000000-0000-0000-0000-000000000000", resolved_at: new Date(0) };
  return transaction(ctx.db, (tx) =>
    tx.rows(
      sql`with old as materialized (
        select a.id from alert a
        where a.status = 'resolved' and a.resolved_at < ${before}::timestamptz
          and (a.resolved_at, a.id) > (${after.resolved_at}::timestamptz, ${after.id}::uuid) and not a.is_held_open
          and not exists (select from alert_told t where t.alert_id = a.id)
          and not exists (select from alert_event e where e.alert_id = a.id and not e.is_heard)
        order by a.resolved_at, a.id limit ${deletedAtOnce} for update of a skip locked),
      gone as (delete from alert a using old where a.id = old.id returning a.id, a.resolved_at)
      select id, resolved_at from gone order by resolved_at, id`,
      Last,
    ),
  );
}

/** Notices as old as the alerts, all of whose alerts are gone. Those of which one is left are the log of that one. */
function deleteNotices(ctx: Context, before: Date): Promise<number> {
  return transaction(ctx.db, (tx) =>
    tx.execute(sql`
      delete from notice where id in (
        select n.id from notice n
        where n.at < ${before}::timestamptz and not exists (select from alert a where a.id = any(n.alert_ids))
        limit ${deletedAtOnce} for update skip locked)`),
  );
}
