import type { AlertState, AlertStep } from "./alert-state.ts";
import type { Reading, Resource } from "./condition.ts";
import { decideTransition } from "./decide-transition.ts";
import type { StoredAlert } from "./internal/alert-row.ts";
import type { EngineRule } from "./internal/read-rules.ts";
import type { RuleOutcome } from "./read-conditions.ts";

/** What one evaluation does to one stored or new alert. */
export interface PlannedChange {
  /** Undefined: a new row. */
  id: string | undefined;
  rule: EngineRule;
  fingerprint: string;
  /** Undefined: the row goes, it never fired. */
  state: AlertState | undefined;
  /** Undefined when the resource was not read: what the alert says stays. */
  reading: Reading | undefined;
  steps: readonly AlertStep[];
}

/** An alert's identity: the same rule and the same resource are the same alert. */
export function fingerprintOf(ruleId: string, { type, id }: Pick<Resource, "type" | "id">): string {
  return `${ruleId}/${type}/${id}`;
}

/** Everything that one evaluation changes, purely from what was seen and what is stored. */
export function planChanges(outcomes: readonly RuleOutcome[], stored: readonly StoredAlert[], now: Date): PlannedChange[] {
  const byRule = Map.groupBy(stored, (alert) => alert.ruleId ?? "");
  return outcomes.flatMap((outcome) => planRule(outcome, byRule.get(outcome.rule.id) ?? [], now));
}

function planRule(outcome: RuleOutcome, stored: readonly StoredAlert[], now: Date): PlannedChange[] {
  const readings = outcome.isFailed ? [] : outcome.readings;
  const seen = new Map(readings.map((reading) => [fingerprintOf(outcome.rule.id, reading.resource), reading]));
  const known = Map.groupBy(stored, (alert) => alert.fingerprint);
  const bad = readings.filter(({ observation }) => observation !== "false").map(({ resource }) => fingerprintOf(outcome.rule.id, resource));
  // Of what is well and has no alert there is nothing to decide: two thousand healthy resources cost nothing.
  const fingerprints = new Set([...known.keys(), ...bad]);
  return [...fingerprints].flatMap((fingerprint) =>
    planOne(outcome, fingerprint, seen.get(fingerprint), known.get(fingerprint) ?? [], now),
  );
}

function planOne(
  { rule, isFailed }: RuleOutcome,
  fingerprint: string,
  reading: Reading | undefined,
  stored: readonly StoredAlert[],
  now: Date,
): PlannedChange[] {
  const open = stored.find(({ state }) => state.status !== "resolved");
  const ended = stored.filter(({ state }) => state.status === "resolved").sort((a, b) => endOf(b) - endOf(a))[0];
  // A rule that could not look knows nothing; a resource that it no longer sees does not exist any more.
  const observation = isFailed ? "no_data" : (reading?.observation ?? "false");
  const after = decideTransition({ open: open?.state, ended: ended?.state }, observation, rule, now);
  const one = { rule, fingerprint, reading };
  if (after.isReopened) {
    const gone = open ? [{ ...one, id: open.id, state: undefined, steps: [] }] : [];
    return [...gone, { ...one, id: ended?.id, state: after.open, steps: after.steps }];
  }
  if (open && !after.open && after.ended?.resolvedAt === now) return [{ ...one, id: open.id, state: after.ended, steps: after.steps }];
  const changes: PlannedChange[] = [];
  if (after.open !== open?.state) changes.push({ ...one, id: open?.id, state: after.open, steps: after.steps });
  if (ended && after.ended !== ended.state) changes.push({ ...one, id: ended.id, state: after.ended, reading: undefined, steps: [] });
  return changes;
}

function endOf({ state }: StoredAlert): number {
  return state.resolvedAt?.getTime() ?? 0;
}
