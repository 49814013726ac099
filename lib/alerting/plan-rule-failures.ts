import { shortened } from "#lib/notifications/notice-parts";
import type { AlertTiming } from "./alert-state.ts";
import type { StoredAlert } from "./internal/alert-row.ts";
import type { PlannedChange } from "./plan-changes.ts";
import { planFingerprint } from "./plan-changes.ts";
import type { RuleOutcome } from "./read-conditions.ts";

/** At once, because a rule that cannot look watches nothing; it has to work for two evaluations to be well again. */
export const failureTiming: AlertTiming = { forSeconds: 0, clearSeconds: 60, reopenSeconds: 600, noData: "stale" };

/** Begins the fingerprint of every alert about a rule itself; the rule's id follows. */
export const failurePrefix = "rule_failed/";

/**
 * Rules that could not look, as alerts about the rules themselves, through the same machine. One that works again is resolved,
 * and so is one that was switched off or deleted: nobody asks it any more.
 */
export function planRuleFailures(outcomes: readonly RuleOutcome[], stored: readonly StoredAlert[], now: Date): PlannedChange[] {
  const failed = new Map(outcomes.flatMap((outcome) => (outcome.isFailed ? [[failurePrefix + outcome.rule.id, outcome] as const] : [])));
  const known = Map.groupBy(stored, ({ fingerprint }) => fingerprint);
  return [...new Set([...failed.keys(), ...known.keys()])].flatMap((fingerprint) => {
    const outcome = failed.get(fingerprint);
    const says = outcome && {
      source: "system" as const,
      title: `Rule cannot be evaluated: ${outcome.rule.name}`,
      message: `${shortened(outcome.error, 2_000)}. What it watches is not known.`,
      resourceType: "rule",
      resourceId: outcome.rule.id,
      labels: { rule_kind: outcome.rule.kind },
      value: null,
      endsAt: null,
    };
    const alert = { fingerprint, ruleId: null, severity: "warning" as const, says };
    return planFingerprint(alert, outcome ? "true" : "false", failureTiming, known.get(fingerprint) ?? [], now);
  });
}
