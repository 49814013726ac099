import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

const deletedAtOnce = 5_000;

/** Deletes deliveries that were sent or given up longer ago than Settings say, with their attempts. What waits stays. */
export async function purgeDeliveries({ db, now, log }: Context, signal?: AbortSignal): Promise<{ deleted: number }> {
  const settings = await readSettings(db, log);
  const before = keptFrom(now, settings["notifications.deliveryRetentionDays"]);
  let deleted = 0;
  for (;;) {
    signal?.throwIfAborted();
    const some = await transaction(db, (tx) =>
      tx.execute(sql`delete from delivery where id in (
        select id from delivery where state <> 'waiting' and ended_at < ${before}::timestamptz limit ${deletedAtOnce})`),
    );
    deleted += some;
    if (some < deletedAtOnce) return { deleted };
  }
}
