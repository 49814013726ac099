import { durationInWords } from "#lib/fleet/decide-status";
import { conditionOf } from "./condition-registry.ts";
import type { Severity } from "./schema.ts";

/** A rule as a sentence: `Critical when a node server is offline for 2 min.` */
export function ruleWords(rule: { kind: string; params: Record<string, unknown>; severity: Severity; forSeconds: number }): string {
  const severity = `${rule.severity.charAt(0).toUpperCase()}${rule.severity.slice(1)}`;
  const declared = conditionOf(rule.kind);
  const params = declared?.params.safeParse(rule.params);
  if (!declared || !params?.success) return `${severity}, but this version cannot read its condition (${rule.kind}).`;
  const delay = rule.forSeconds === 0 ? "" : `, for ${durationInWords(rule.forSeconds * 1000)}`;
  return `${severity} when ${declared.words(params.data)}${delay}.`;
}
