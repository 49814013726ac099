import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { readAlert } from "./internal/alert-view.ts";
import { receiveAlerts } from "./receive-alerts.ts";
import { Alert, CreateAlertInput } from "./schema.ts";

/** Begins the fingerprint of what was raised by hand or from a script. */
export const byHandPrefix = "by-hand/";

const justRaised = new WeakSet<Alert>();

/** 201 for a new alert, 200 for one that was open already and was counted again. */
export function statusOfCreate(alert: Alert): number {
  return justRaised.has(alert) ? 201 : 200;
}

/**
 * Raises an alert by hand or from a script. The same `dedupKey` (or, without one, the same source, resource and title)
 * while it is open is the same alert; within ten minutes of its end it is reopened. It ends when somebody resolves it.
 */
export const createAlert = operation(
  { name: "createAlert", summary: "Raise an alert", policy: "monitoring:write", input: CreateAlertInput, output: Alert },
  (ctx, { dedupKey, severity, source, title, message, resourceType, resourceId, labels }) =>
    transaction(ctx.db, async (tx) => {
      const fingerprint = `${byHandPrefix}${dedupKey ?? JSON.stringify([source, resourceType, resourceId, title])}`;
      const says = { source, title, message, resourceType, resourceId, labels, value: null, endsAt: null };
      const [change] = await receiveAlerts(tx, ctx, [{ fingerprint, severity, isResolved: false, ...says }]);
      const alert = change && (await readAlert(tx, change.id));
      if (!alert) throw new Error("The alert was not written");
      if (change.steps.some(({ kind }) => kind === "fired")) justRaised.add(alert);
      await audit(tx, ctx, { action: "alert.create", subjectKind: "alert", subjectId: alert.id, after: alert });
      return alert;
    }),
);
