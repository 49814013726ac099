import type { AlertState, AlertStep, AlertTiming, Observation } from "./alert-state.ts";

/** The alert that is open, and the last one that ended, of one fingerprint. */
export interface Present {
  open: AlertState | undefined;
  ended: AlertState | undefined;
}

/** What becomes of a fingerprint: `open` and `ended` as they are from now on, and what is written down about it. */
export interface Transition extends Present {
  steps: AlertStep[];
  /** The open alert is the one that had ended: same row, same timeline. */
  isReopened: boolean;
}

/**
 * One evaluation of one fingerprint. Pure: the same memory, observation and instant always give the same answer, so a
 * restart between two evaluations changes nothing. Steps are empty when only counters moved.
 */
export function decideTransition(present: Present, observation: Observation, timing: AlertTiming, now: Date): Transition {
  const seen = meaningOf(observation, timing);
  const ended = seen === "false" && present.ended?.isHeldOpen ? { ...present.ended, isHeldOpen: false } : present.ended;
  const { open } = present;
  if (!open) {
    if (seen !== "true") return keep({ open, ended });
    if (ended?.isHeldOpen) return reopen(ended, now, "resolved by hand, but the condition is still true");
    return become({ open: begin(now), ended }, timing, now, [{ kind: "began", reason: "condition true" }]);
  }
  const { state, steps } = endAcknowledgement(open, now);
  if (seen === "no_data") return noData({ open: state, ended }, steps, now);
  const known = { ...state, staleSince: null };
  if (state.staleSince !== null) steps.push({ kind: "data_returned", reason: `no data for ${seconds(state.staleSince, now)} s` });
  return seen === "true" ? stillTrue({ open: known, ended }, steps, timing, now) : turnedFalse({ open: known, ended }, steps, timing, now);
}

/** What a rule makes of an observation. */
function meaningOf(observation: Observation, { noData: meaning }: AlertTiming): Observation {
  if (observation !== "no_data" || meaning === "stale") return observation;
  return meaning === "firing" ? "true" : "false";
}

function begin(now: Date): AlertState {
  return {
    status: "pending",
    startedAt: now,
    firedAt: null,
    resolvedAt: null,
    isHeldOpen: false,
    clearSince: null,
    staleSince: null,
    lastSeenAt: now,
    occurrences: 1,
    reopenCount: 0,
    acknowledgement: null,
  };
}

function keep(present: Present): Transition {
  return { ...present, steps: [], isReopened: false };
}

/** A pending alert whose time has come fires, as itself or as the one that ended a moment ago. */
function become({ open, ended }: Present & { open: AlertState }, timing: AlertTiming, now: Date, steps: AlertStep[]): Transition {
  if (open.status !== "pending" || seconds(open.startedAt, now) < timing.forSeconds) return { open, ended, steps, isReopened: false };
  if (ended?.resolvedAt && seconds(ended.resolvedAt, now) < timing.reopenSeconds)
    return reopen(ended, now, `true again ${seconds(ended.resolvedAt, now)} s after the end`, open);
  const reason = timing.forSeconds === 0 ? "condition true" : `condition true for ${seconds(open.startedAt, now)} s`;
  return { open: { ...open, status: "firing", firedAt: now }, ended, steps: [...steps, { kind: "fired", reason }], isReopened: false };
}

function reopen(ended: AlertState, now: Date, reason: string, pending?: AlertState): Transition {
  const open: AlertState = {
    ...ended,
    status: "firing",
    startedAt: pending?.startedAt ?? now,
    resolvedAt: null,
    isHeldOpen: false,
    clearSince: null,
    staleSince: null,
    lastSeenAt: now,
    occurrences: ended.occurrences + (pending?.occurrences ?? 1),
    reopenCount: ended.reopenCount + 1,
    acknowledgement: null,
  };
  return { open, ended: undefined, steps: [{ kind: "reopened", reason }], isReopened: true };
}

function stillTrue({ open, ended }: Present & { open: AlertState }, steps: AlertStep[], timing: AlertTiming, now: Date): Transition {
  const seen = { ...open, clearSince: null, lastSeenAt: now, occurrences: open.occurrences + 1 };
  return become({ open: seen, ended }, timing, now, steps);
}

function turnedFalse({ open, ended }: Present & { open: AlertState }, steps: AlertStep[], timing: AlertTiming, now: Date): Transition {
  if (open.status === "pending") {
    const reason = `false again after ${seconds(open.startedAt, now)} s`;
    return { open: undefined, ended, steps: [...steps, { kind: "dropped", reason }], isReopened: false };
  }
  const clearSince = open.clearSince ?? now;
  if (seconds(clearSince, now) < timing.clearSeconds) return { open: { ...open, clearSince }, ended, steps, isReopened: false };
  const reason = timing.clearSeconds === 0 ? "condition false" : `condition false for ${seconds(clearSince, now)} s`;
  const resolved: AlertState = { ...open, status: "resolved", resolvedAt: now, clearSince: null, acknowledgement: null };
  return { open: undefined, ended: resolved, steps: [...steps, { kind: "resolved", reason }], isReopened: false };
}

/** An open alert of which nothing is known stays what it was, and says so. A pending one does not fire on silence. */
function noData({ open, ended }: Present & { open: AlertState }, steps: AlertStep[], now: Date): Transition {
  if (open.staleSince !== null) return { open, ended, steps, isReopened: false };
  const silent = { ...open, staleSince: now, clearSince: null };
  return { open: silent, ended, steps: [...steps, { kind: "data_missing", reason: "no data" }], isReopened: false };
}

/** An acknowledgement with an end ends there, whatever the condition does. */
export function endAcknowledgement(open: AlertState, now: Date): { state: AlertState; steps: AlertStep[] } {
  const until = open.acknowledgement?.until;
  if (!until || until > now) return { state: open, steps: [] };
  return { state: { ...open, acknowledgement: null }, steps: [{ kind: "acknowledgement_ended", reason: "its time was over" }] };
}

/** Whole seconds from one instant to a later one; 0 when a clock went back. */
function seconds(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
}
