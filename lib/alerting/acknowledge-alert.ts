import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { acknowledge } from "./decide-action.ts";
import { actOnAlert } from "./internal/act-on-alert.ts";
import { AcknowledgeAlertInput, Alert } from "./schema.ts";

/**
 * Takes an alert in hand: reminders and escalation stop, evaluation goes on. It ends by itself when the alert does, or at
 * `until`.
 * @throws DomainError not_found; conflict with the alert when somebody was first; wrong_state when it is resolved
 */
export const acknowledgeAlert = operation(
  { name: "acknowledgeAlert", summary: "Acknowledge an alert", policy: "monitoring:write", input: AcknowledgeAlertInput, output: Alert },
  async (ctx, { id, note, until }) => {
    const end = until === undefined ? null : new Date(until);
    if (end && end <= ctx.now)
      throw new DomainError("validation_failed", "until: must lie in the future", {
        errors: [{ path: "until", code: "too_small", detail: "Must lie in the future" }],
      });
    return actOnAlert(ctx, id, {
      name: "alert.acknowledge",
      event: "alert:acknowledged",
      note,
      decide: (state) => acknowledge(state, ctx.actor.label, end, ctx.now),
    });
  },
);
