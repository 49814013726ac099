import type { Alert, CreateSilenceInput } from "#lib/alerting/schema";

/** One row of the editor, as the API takes it. */
export type MatcherValue = Required<CreateSilenceInput["matchers"][number]>;

/** What a new row says. */
export const emptyMatcher: MatcherValue = { label: "", operator: "is", value: "" };

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
