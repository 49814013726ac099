import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { refreshMutes } from "../refresh-mutes.ts";
import { readStoredAlerts } from "./alert-row.ts";
import { announceChanges } from "./announce-changes.ts";
import { lockAlerts } from "./lock-alerts.ts";
import { writeChanges } from "./write-changes.ts";

/** Ends what a rule holds open, because the rule itself is no more what it was. Pending ones go without a trace. */
export async function resolveAlertsOfRule(tx: SqlTransaction, ctx: Context, ruleId: string, reason: string): Promise<void> {
  await lockAlerts(tx);
  const open = await readStoredAlerts(tx, sql`where a.rule_id = ${ruleId}::uuid and a.status <> 'resolved' order by a.id for update`);
  const written = await writeChanges(
    tx,
    open.map(({ id, fingerprint, severity, state }) => ({
      id,
      fingerprint,
      ruleId,
      severity,
      says: undefined,
      state:
        state.status === "pending"
          ? undefined
          : { ...state, status: "resolved", resolvedAt: ctx.now, clearSince: null, acknowledgement: null },
      steps: [{ kind: "resolved", reason }],
    })),
    ctx.now,
  );
  await announceChanges(tx, ctx.now, written, await refreshMutes(tx, ctx.now));
}
