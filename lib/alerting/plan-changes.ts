import type { AlertState, AlertStep, AlertTiming, Observation } from "./alert-state.ts";
import type { Reading, Resource } from "./condition.ts";
import { conditionOf } from "./condition-registry.ts";
import { decideTransition } from "./decide-transition.ts";
import type { StoredAlert } from "./internal/alert-row.ts";
import type { EngineRule } from "./internal/read-rules.ts";
import type { Labels } from "./matcher.ts";
import type { RuleOutcome } from "./read-conditions.ts";
import type { AlertSource, Severity } from "./schema.ts";
import { severitySteps } from "./severity-rank.ts";

/** What one evaluation does to one stored or new alert. */
export interface PlannedChange {
  /** Undefined: a new row. */
  id: string | undefined;
  fingerprint: string;
  /** Null: from outside. */
  ruleId: string | null;
  severity: Severity;
  /** Undefined: the row goes, it never fired. */
  state: AlertState | undefined;
  /** Undefined when nothing new is known: what the alert says stays. */
  says: AlertText | undefined;
  steps: readonly AlertStep[];
}

/** What an alert says. */
export interface AlertText {
  source: AlertSource;
  title: string;
  message: string;
  resourceType: string;
  resourceId: string;
  labels: Labels;
  value: number | null;
  /** An alert from outside is over at this instant, unless its sender says otherwise before. */
  endsAt: Date | null;
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
  const bad = readings.filter(({ observation }) => observation !== "false").map(({ resource }) => fingerprintOf(outcome.rule.id, resource));
  // Of what is well and has no alert there is nothing to decide: two thousand healthy resources cost nothing.
  if (bad.length === 0 && stored.length === 0) return [];
  const seen = new Map(readings.map((reading) => [fingerprintOf(outcome.rule.id, reading.resource), reading]));
  const known = Map.groupBy(stored, (alert) => alert.fingerprint);
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
  // A rule that could not look knows nothing, whatever it makes of resources that tell nothing; a resource that it no longer
  // sees does not exist any more.
  const observation = isFailed ? "no_data" : (reading?.observation ?? "false");
  const says = reading && textOf(rule, reading);
  const timing: AlertTiming = isFailed ? { ...rule, noData: "stale" } : rule;
  return planFingerprint({ fingerprint, ruleId: rule.id, severity: rule.severity, says }, observation, timing, stored, now);
}

function textOf(rule: EngineRule, { resource, message, labels, value }: Reading): AlertText {
  return {
    source: conditionOf(rule.kind)?.source ?? "system",
    title: `${rule.name}: ${resource.name}`,
    message,
    resourceType: resource.type,
    resourceId: resource.id,
    labels: labels ?? {},
    value,
    endsAt: null,
  };
}

/** What an observation does to the stored alerts of one fingerprint: one change, or two when an ended alert takes over. */
export function planFingerprint(
  alert: Pick<PlannedChange, "fingerprint" | "ruleId" | "severity" | "says">,
  observation: Observation,
  timing: AlertTiming,
  stored: readonly StoredAlert[],
  now: Date,
): PlannedChange[] {
  const open = stored.find(({ state }) => state.status !== "resolved");
  const ended = stored.filter(({ state }) => state.status === "resolved").sort((a, b) => endOf(b) - endOf(a))[0];
  const after = decideTransition({ open: open?.state, ended: ended?.state }, observation, timing, now);
  if (after.isReopened) {
    const gone = open ? [{ ...alert, id: open.id, state: undefined, steps: [] }] : [];
    return [...gone, { ...alert, id: ended?.id, state: after.open, steps: after.steps }];
  }
  if (open && !after.open && after.ended?.resolvedAt === now) return [{ ...alert, id: open.id, state: after.ended, steps: after.steps }];
  const changes: PlannedChange[] = [];
  if (after.open !== open?.state) {
    const changed = open?.state.status === "firing" ? severitySteps(open.severity, alert.severity) : [];
    changes.push({ ...alert, id: open?.id, state: after.open, steps: [...changed, ...after.steps] });
  }
  if (ended && after.ended !== ended.state) changes.push({ ...alert, id: ended.id, state: after.ended, says: undefined, steps: [] });
  return changes;
}

function endOf({ state }: StoredAlert): number {
  return state.resolvedAt?.getTime() ?? 0;
}
