import type { Alert, CreateSilenceInput } from "#lib/alerting/schema";

/** One row of the editor, as the API takes it. */
export type MatcherValue = Required<CreateSilenceInput["matchers"][number]>;

/** What a new row says. */
export const emptyMatcher: MatcherValue = { label: "", operator: "is", value: "" };

/** Labels that every alert has, and the commonest of what rules and senders add. */
export const labelNames = [
  "severity",
  "source",
  "rule",
  "kind",
  "name",
  "resource_type",
  "resource_id",
  "node_server_id",
  "country",
  "alertname",
] as const;

/** The place of a row among those that are sent: the server's errors count those only. */
export function sentPlace(rows: readonly MatcherValue[], index: number): number {
  return filledMatchers(rows.slice(0, index)).length;
}

/** Rows that say something; one without a label is a row that nobody has filled in yet. */
export function filledMatchers(rows: readonly MatcherValue[]): MatcherValue[] {
  return rows.flatMap(({ label, operator, value }) =>
    label.trim() === "" ? [] : [{ label: label.trim(), operator, value: value.trim() }],
  );
}

/** What silences one alert and no other: its rule or name, and its resource. */
export function matchersOfAlert(alert: Pick<Alert, "ruleName" | "title" | "resourceType" | "resourceId">): MatcherValue[] {
  const is = (label: string, value: string): MatcherValue => ({ label, operator: "is", value });
  const what = alert.ruleName === null ? is("name", alert.title) : is("rule", alert.ruleName);
  if (alert.resourceId === "") return [what];
  return [what, ...(alert.resourceType === "" ? [] : [is("resource_type", alert.resourceType)]), is("resource_id", alert.resourceId)];
}
