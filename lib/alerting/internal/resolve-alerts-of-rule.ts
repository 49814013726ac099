import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { readStoredAlerts } from "./alert-row.ts";
import { resolveStored } from "./resolve-stored.ts";

/**
 * Ends what a rule holds open, because the rule itself is no more what it was. Pending ones go without a trace, and what was
 * resolved by hand does not wait for the rule any more. Under `lockAlerts`.
 */
export async function resolveAlertsOfRule(tx: SqlTransaction, ctx: Context, ruleId: string, reason: string): Promise<void> {
  const open = await readStoredAlerts(tx, sql`where a.rule_id = ${ruleId}::uuid and a.status <> 'resolved' order by a.id for update`);
  await resolveStored(tx, ctx, open, reason);
  await tx.execute(sql`update alert set is_held_open = false where rule_id = ${ruleId}::uuid and is_held_open`);
}
