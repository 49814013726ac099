import type { Rule } from "#lib/alerting/schema";
import type { Tone } from "../ui/status-mark.tsx";

/** How a rule is. What is not evaluated, or does not see, is never good. */
export const ruleStates: Record<Rule["state"], { tone: Tone; word: string }> = {
  never_evaluated: { tone: "unknown", word: "Not evaluated yet" },
  failing: { tone: "bad", word: "Cannot be evaluated" },
  firing: { tone: "bad", word: "Firing" },
  pending: { tone: "warn", word: "Pending" },
  stale: { tone: "unknown", word: "No data" },
  ok: { tone: "ok", word: "Nothing fires" },
  disabled: { tone: "unknown", word: "Switched off" },
};

/** `1 open alert`. */
export function openWords({ openCount }: Pick<Rule, "openCount">): string {
  return openCount === 0 ? "no open alerts" : openCount === 1 ? "1 open alert" : `${openCount} open alerts`;
}

/** What becomes of the open alerts of a rule that is over: `Its 2 open alerts are resolved and say why; …`. */
export function endWords({ openCount }: Pick<Rule, "openCount">): string {
  if (openCount === 0) return "It has no open alerts; those that ended stay in the history.";
  const alerts = openCount === 1 ? "Its open alert is" : `Its ${openCount} open alerts are`;
  return `${alerts} resolved and ${openCount === 1 ? "says" : "say"} why; all of them stay in the history.`;
}

/** `1 resource`, `12 resources`. */
export function resourceCount(count: number): string {
  return count === 1 ? "1 resource" : `${count} resources`;
}
