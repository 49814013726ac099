import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { endAcknowledgement } from "./decide-transition.ts";
import { readStoredAlerts } from "./internal/alert-row.ts";
import { announceChanges } from "./internal/announce-changes.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { writeChanges } from "./internal/write-changes.ts";

/**
 * Ends acknowledgements of alerts from outside at the time that was given with them: no rule looks at these, and their sender
 * may say nothing for hours or for ever. They are repeated and escalated again from then on. Returns how many.
 */
export function endAcknowledgements(ctx: Context): Promise<number> {
  return transaction(ctx.db, async (tx) => {
    await lockAlerts(tx);
    const over = await readStoredAlerts(
      tx,
      sql`where a.status = 'firing' and a.rule_id is null and a.acknowledged_until <= ${ctx.now}::timestamptz order by a.id for update`,
    );
    const changes = over.map(({ state, ...alert }) => ({ ...alert, says: undefined, ...endAcknowledgement(state, ctx.now) }));
    await announceChanges(tx, ctx.now, await writeChanges(tx, changes, ctx.now), []);
    return over.length;
  });
}
