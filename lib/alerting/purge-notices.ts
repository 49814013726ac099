import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";
import { lockNotices } from "./internal/lock-notices.ts";

/** Deletes notices as old as the deliveries that Settings no longer keep, and groups from which changed routes took every alert. */
export async function purgeNotices({ db, now, log }: Context): Promise<{ deleted: number; groups: number }> {
  const settings = await readSettings(db, log);
  const before = keptFrom(now, settings["notifications.deliveryRetentionDays"]);
  return transaction(db, async (tx) => {
    await lockNotices(tx);
    return {
      deleted: await tx.execute(sql`delete from notice where at < ${before}::timestamptz`),
      groups: await tx.execute(sql`delete from notice_group g where not exists (select from alert_told t where t.group_id = g.id)`),
    };
  });
}
