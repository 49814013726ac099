import { operation } from "#lib/auth/operation";
import { byHandPrefix } from "./create-alert.ts";
import { resolveByHand } from "./decide-action.ts";
import { actOnAlert } from "./internal/act-on-alert.ts";
import { Alert, ResolveAlertInput } from "./schema.ts";

/**
 * Ends an open alert by hand. `willReopen` of the answer says that its condition is still true: the next evaluation,
 * or the next word of its sender, reopens the same alert; whoever wants quiet needs a silence.
 * @throws DomainError not_found, wrong_state with the alert when it is resolved already
 */
export const resolveAlert = operation(
  { name: "resolveAlert", summary: "Resolve an alert", policy: "monitoring:write", input: ResolveAlertInput, output: Alert },
  (ctx, { id, note }) =>
    actOnAlert(ctx, id, {
      name: "alert.resolve",
      event: "alert:resolved",
      note,
      decide: (state, { fingerprint }) => resolveByHand(state, ctx.actor.label, ctx.now, !fingerprint.startsWith(byHandPrefix)),
    }),
);
