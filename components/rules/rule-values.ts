import type { RuleDraft } from "#lib/alerting/client";
import type { ConditionKind, Rule } from "#lib/alerting/schema";
import { numberOf, paramFields, paramOf, textOf } from "./param-fields.ts";

/** The editor's fields by name; parameters as `params.<name>`, as the server names them in its errors. */
export type RuleValues = Record<string, unknown>;

const fresh: RuleValues = {
  name: "",
  severity: "warning",
  forSeconds: "60",
  clearSeconds: "60",
  reopenSeconds: "600",
  noData: "stale",
  runbook: "",
  isEnabled: true,
};

/** The fields of a new rule of a kind, of a stored one, or of what was typed before another kind was chosen. */
export function ruleValues(kind: ConditionKind, before?: Rule | RuleValues): RuleValues {
  const own = before && Object.fromEntries(Object.keys(fresh).map((name) => [name, before[name as keyof typeof before]]));
  const params = before && "params" in before && before.kind === kind.kind ? (before as Rule).params : {};
  const fields = paramFields(kind.params).map((field) => [
    `params.${field.name}`,
    field.name in params ? textOf(field.kind, params[field.name]) : field.initial,
  ]);
  return { ...fresh, ...own, ...Object.fromEntries(fields) };
}

/** What the fields say, as the API takes a rule. */
export function ruleDraft(kind: ConditionKind, values: RuleValues): RuleDraft {
  const params = paramFields(kind.params).map((field) => [field.name, paramOf(field, values[`params.${field.name}`])] as const);
  const seconds = ["forSeconds", "clearSeconds", "reopenSeconds"].map((name) => [name, numberOf(String(values[name]))]);
  const { name, severity, noData, runbook, isEnabled } = values;
  return {
    ...{ name, kind: kind.kind, severity, noData, runbook, isEnabled },
    ...Object.fromEntries(seconds),
    params: Object.fromEntries(params.filter(([, value]) => value !== undefined)),
  };
}

/** The part of a rule that its words are made of. */
export function wordsDraft({ kind, params, severity, forSeconds }: RuleDraft): RuleDraft {
  return { kind, params, severity, forSeconds };
}

/** A rule as the preview takes it: one without a name yet can be tried too. */
export function previewDraft({
  name,
  kind,
  params,
  severity,
  forSeconds,
  clearSeconds,
  reopenSeconds,
  noData,
}: RuleDraft | Rule): RuleDraft {
  return { ...(name !== "" && { name }), kind, params, severity, forSeconds, clearSeconds, reopenSeconds, noData };
}
