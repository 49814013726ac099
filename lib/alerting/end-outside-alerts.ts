import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { readStoredAlerts } from "./internal/alert-row.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { resolveStored } from "./internal/resolve-stored.ts";

/**
 * Ends alerts from outside whose sender named an end and has not been heard of since: a Prometheus that was switched off
 * must not leave alerts that fire for ever. What was resolved by hand before waits for it no longer either. Returns how many ended.
 */
export function endOutsideAlerts(ctx: Context): Promise<number> {
  return transaction(ctx.db, async (tx) => {
    await lockAlerts(tx);
    const over = await readStoredAlerts(
      tx,
      sql`where a.status = 'firing' and a.rule_id is null and a.ends_at <= ${ctx.now}::timestamptz order by a.id for update`,
    );
    await tx.execute(sql`
      update alert set is_held_open = false where is_held_open and rule_id is null and ends_at <= ${ctx.now}::timestamptz`);
    if (over.length > 0) await resolveStored(tx, ctx, over, "its sender has not said that it goes on");
    return over.length;
  });
}
