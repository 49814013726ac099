import { operation } from "#lib/auth/operation";
import { unacknowledge } from "./decide-action.ts";
import { actOnAlert } from "./internal/act-on-alert.ts";
import { Alert, AlertIdInput } from "./schema.ts";

/** Takes an acknowledgement back, whoever gave it: reminders and escalation go on. @throws DomainError not_found, wrong_state */
export const unacknowledgeAlert = operation(
  { name: "unacknowledgeAlert", summary: "Take an acknowledgement back", policy: "monitoring:write", input: AlertIdInput, output: Alert },
  (ctx, { id }) =>
    actOnAlert(ctx, id, {
      name: "alert.unacknowledge",
      event: "alert:unacknowledged",
      decide: (state) => unacknowledge(state, ctx.actor.label),
    }),
);
