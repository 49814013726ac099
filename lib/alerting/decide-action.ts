import type { AlertState, AlertStep } from "./alert-state.ts";

/** What a person may do to an alert, or why not: `state` answers the 409. */
export type ActionDecision =
  | { isRefused: false; state: AlertState; step: AlertStep }
  | { isRefused: true; reason: "not_open" | "already_acknowledged" | "not_acknowledged"; detail: string };

/** Takes an alert in hand: reminders and escalation stop, evaluation goes on. Only the first one succeeds. */
export function acknowledge(state: AlertState, by: string, until: Date | null, now: Date): ActionDecision {
  if (state.status !== "firing") return refuse("not_open", `This alert is ${state.status}`);
  const taken = state.acknowledgement;
  if (taken && (taken.until === null || taken.until > now)) return refuse("already_acknowledged", `${taken.by} was first`);
  const reason = until === null ? `by ${by}` : `by ${by}, until ${until.toISOString()}`;
  return { isRefused: false, state: { ...state, acknowledgement: { at: now, by, until } }, step: { kind: "acknowledged", reason } };
}

/** Takes an acknowledgement back: reminders go on where they stopped. */
export function unacknowledge(state: AlertState, by: string): ActionDecision {
  if (state.status !== "firing") return refuse("not_open", `This alert is ${state.status}`);
  if (!state.acknowledgement) return refuse("not_acknowledged", "Nobody has acknowledged this alert");
  return {
    isRefused: false,
    state: { ...state, acknowledgement: null },
    step: { kind: "acknowledgement_ended", reason: `taken back by ${by}` },
  };
}

/**
 * Ends an open alert by hand. While its condition is still true (`isHeldOpen` of the answer) the next evaluation reopens
 * it: whoever wants quiet needs a silence. What was said only once (not `isRepeated`: by no rule and no sender that repeats
 * itself) is simply over.
 */
export function resolveByHand(state: AlertState, by: string, now: Date, isRepeated: boolean): ActionDecision {
  if (state.status !== "firing") return refuse("not_open", `This alert is ${state.status}`);
  const isHeldOpen = isRepeated && state.clearSince === null && state.staleSince === null;
  const resolved: AlertState = { ...state, status: "resolved", resolvedAt: now, isHeldOpen, clearSince: null, acknowledgement: null };
  return { isRefused: false, state: resolved, step: { kind: "resolved", reason: `by ${by}` } };
}

function refuse(reason: "not_open" | "already_acknowledged" | "not_acknowledged", detail: string): ActionDecision {
  return { isRefused: true, reason, detail };
}
