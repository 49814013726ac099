import type { AlertOverview } from "#lib/alerting/schema";

type Watch = AlertOverview["watch"];

/** Three evaluations that did not happen. */
const lateAfterMs = 90_000;

/** Whether an absence of alerts means anything: "nothing fires" is good news only while somebody looks. */
export type WatchState = "well" | "never" | "late" | "no_rules" | "blind";

/** Decides whether the rules see: evaluated within 90 s, at least one enabled, none failing, all with data. */
export function watchState({ rules, failing, withoutData, evaluatedAt }: Watch, now: Date): WatchState {
  if (evaluatedAt === null) return "never";
  if (now.getTime() - Date.parse(evaluatedAt) > lateAfterMs) return "late";
  if (rules === 0) return "no_rules";
  return failing > 0 || withoutData > 0 ? "blind" : "well";
}

/** `12 rules with 340 checks`. A resource that two rules look at is two checks. */
export function watchWords({ rules, checks }: Pick<Watch, "rules" | "checks">): string {
  return `${rules === 1 ? "1 rule" : `${rules} rules`} with ${checks === 1 ? "1 check" : `${checks.toLocaleString("en")} checks`}`;
}

/** What the rules did not see: `2 rules fail, 1 check has no data`. */
export function blindWords({ failing, withoutData }: Pick<Watch, "failing" | "withoutData">): string {
  const rules = failing === 0 ? "" : failing === 1 ? "1 rule fails" : `${failing} rules fail`;
  const checks = withoutData === 0 ? "" : withoutData === 1 ? "1 check has no data" : `${withoutData} checks have no data`;
  return [rules, checks].filter((words) => words !== "").join(", ");
}
