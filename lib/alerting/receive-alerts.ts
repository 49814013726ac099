import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import type { Transaction } from "#lib/core/transaction";
import type { AlertTiming } from "./alert-state.ts";
import { readStoredAlerts } from "./internal/alert-row.ts";
import { announceChanges } from "./internal/announce-changes.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { type WrittenChange, writeChanges } from "./internal/write-changes.ts";
import { type AlertText, planFingerprint } from "./plan-changes.ts";
import { refreshMutes } from "./refresh-mutes.ts";
import type { Severity } from "./schema.ts";

/** An alert as somebody outside tells it. */
export interface OutsideAlert extends AlertText {
  /** The same again is the same alert. */
  fingerprint: string;
  severity: Severity;
  isResolved: boolean;
}

/** Senders do the waiting themselves; what fires again within ten minutes is the same alert. */
export const outsideTiming: AlertTiming = { forSeconds: 0, clearSeconds: 0, reopenSeconds: 600, noData: "stale" };

/**
 * Takes alerts from outside through the same machine as our own, in the caller's transaction. Senders take turns, so there
 * is one open alert per fingerprint, counted by each.
 */
export async function receiveAlerts(tx: Transaction, ctx: Context, alerts: readonly OutsideAlert[]): Promise<WrittenChange[]> {
  // The last word of one post about one fingerprint counts.
  const latest = new Map(alerts.map((alert) => [alert.fingerprint, alert]));
  const fingerprints = [...latest.keys()];
  await lockAlerts(tx);
  const endedAfter = new Date(ctx.now.getTime() - outsideTiming.reopenSeconds * 1000);
  const stored = await readStoredAlerts(
    tx,
    sql`where a.fingerprint = any(${fingerprints}::text[])
      and (a.status <> 'resolved' or a.is_held_open or a.resolved_at > ${endedAfter}::timestamptz) order by a.id for update`,
  );
  const known = Map.groupBy(stored, ({ fingerprint }) => fingerprint);
  const changes = [...latest.values()].flatMap(({ fingerprint, severity, isResolved, ...says }) =>
    planFingerprint(
      { fingerprint, ruleId: null, severity, says },
      isResolved ? "false" : "true",
      outsideTiming,
      known.get(fingerprint) ?? [],
      ctx.now,
    ),
  );
  const written = await writeChanges(tx, changes, ctx.now);
  await announceChanges(
    tx,
    ctx.now,
    written,
    await refreshMutes(
      tx,
      ctx.now,
      written.map(({ id }) => id),
    ),
  );
  return written;
}
