import type { Context } from "#lib/auth/context";
import type { SqlTransaction } from "#lib/core/transaction";
import { refreshMutes } from "../refresh-mutes.ts";
import type { StoredAlert } from "./alert-row.ts";
import { announceChanges } from "./announce-changes.ts";
import { writeChanges } from "./write-changes.ts";

/** Ends open alerts for a reason that no evaluation sees. Pending ones go without a trace. Under `lockAlerts`. */
export async function resolveStored(tx: SqlTransaction, ctx: Context, open: readonly StoredAlert[], reason: string): Promise<void> {
  const written = await writeChanges(
    tx,
    open.map(({ id, fingerprint, ruleId, severity, state }) => ({
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
