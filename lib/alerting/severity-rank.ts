import type { AlertStep } from "./alert-state.ts";
import type { Severity } from "./schema.ts";

/** From the mildest on. */
export const severities: readonly Severity[] = ["info", "warning", "critical"];

/** Whether the first is worse than the second. */
export function isWorse(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) > severities.indexOf(other);
}

/** What stands on the timeline of an alert that fires on as something else: its routes are asked anew, and pages hear of it. */
export function severitySteps(before: Severity, after: Severity): AlertStep[] {
  return before === after ? [] : [{ kind: "severity_changed", reason: `from ${before} to ${after}` }];
}
