import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

const deletedAtOnce = 10_000;

/** Deletes events that had their effect longer ago than Settings say. What waits or is dead stays until somebody has dealt with it. */
export async function purgeBillingEvents({ db, now, log }: Context, signal?: AbortSignal): Promise<{ deleted: number }> {
  const settings = await readSettings(db, log);
  const before = keptFrom(now, settings["package-queue.billingEventRetentionDays"]);
  let deleted = 0;
  for (;;) {
    signal?.throwIfAborted();
    const some = await transaction(db, (tx) =>
      tx.execute(sql`delete from billing_event where id in (
        select id from billing_event where state = 'done' and created_at < ${before}::timestamptz limit ${deletedAtOnce})`),
    );
    deleted += some;
    if (some < deletedAtOnce) return { deleted };
  }
}
