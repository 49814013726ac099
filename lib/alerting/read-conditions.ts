import type { Context } from "#lib/auth/context";
import { isDatabaseAway } from "#lib/core/errors";
import type { Condition, Reading } from "./condition.ts";
import { conditionOf } from "./condition-registry.ts";
import type { EngineRule } from "./internal/read-rules.ts";
import { withinTime } from "./within-time.ts";

/** What became of one rule: what it saw (with all of its kind at once, or by itself), or why it could not look. */
export type RuleOutcome = { rule: EngineRule; durationMs: number } & (
  | { isFailed: false; isWithKind: boolean; readings: readonly Reading[] }
  | { isFailed: true; isWithKind: false; error: string }
);

interface Asked {
  rule: EngineRule;
  params: unknown;
}

/** How long one kind, or one rule of it, may take. */
export const ruleTimeoutMs = 10_000;

/**
 * Lets every rule look, all rules of a kind together. When a kind fails or hangs, each of its rules looks by itself, so
 * the one that is to blame is alone with it, from then on at once: what hangs for good costs one limit an evaluation. The database being away is nobody's fault and ends the whole evaluation.
 */
export async function readConditions(ctx: Context, rules: readonly EngineRule[], timeoutMs = ruleTimeoutMs): Promise<RuleOutcome[]> {
  const byKind = Map.groupBy(rules, (rule) => rule.kind);
  const outcomes = await Promise.all([...byKind].map(([kind, same]) => readKind(ctx, conditionOf(kind), same, timeoutMs)));
  return outcomes.flat();
}

async function readKind(
  ctx: Context,
  declared: Condition | undefined,
  rules: readonly EngineRule[],
  timeoutMs: number,
): Promise<RuleOutcome[]> {
  if (!declared) return rules.map((rule) => failure(rule, `This version has no condition "${rule.kind}"`, 0));
  const parsed = rules.map((rule) => ({ rule, params: declared.params.safeParse(rule.params) }));
  const wrong = parsed.flatMap(({ rule, params }) => (params.success ? [] : [failure(rule, firstIssue(params.error.issues), 0)]));
  const right = parsed.flatMap(({ rule, params }) => (params.success ? [{ rule, params: params.data }] : []));
  const [suspects, others] = [right.filter(({ rule }) => rule.hasFailed), right.filter(({ rule }) => !rule.hasFailed)];
  const alone = suspects.map((one) => lookAlone(ctx, declared, one, timeoutMs));
  const found = await Promise.all([lookTogether(ctx, declared, others, timeoutMs), ...alone]);
  return [...wrong, ...found.flat()];
}

async function lookTogether(ctx: Context, declared: Condition, rules: readonly Asked[], timeoutMs: number): Promise<RuleOutcome[]> {
  if (rules.length === 0) return [];
  const together = await look(ctx, declared, rules, timeoutMs);
  if (together.every(({ isFailed }) => !isFailed) || rules.length === 1) return together;
  const singly = await Promise.all(rules.map((one) => lookAlone(ctx, declared, one, timeoutMs)));
  return singly.flat();
}

async function lookAlone(ctx: Context, declared: Condition, rule: Asked, timeoutMs: number): Promise<RuleOutcome[]> {
  const outcomes = await look(ctx, declared, [rule], timeoutMs);
  return outcomes.map((outcome) => ({ ...outcome, isWithKind: false }));
}

async function look(ctx: Context, declared: Condition, rules: readonly Asked[], timeoutMs: number): Promise<RuleOutcome[]> {
  const startedAt = performance.now();
  try {
    const asked = rules.map(({ rule, params }) => ({ id: rule.id, params }));
    const found = await withinTime(declared.read(ctx, asked), timeoutMs);
    const durationMs = performance.now() - startedAt;
    return rules.map(({ rule }) => ({ rule, durationMs, isFailed: false, isWithKind: true, readings: found.get(rule.id) ?? [] }));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const durationMs = performance.now() - startedAt;
    return rules.map(({ rule }) => failure(rule, reason, durationMs));
  }
}

function failure(rule: EngineRule, error: string, durationMs: number): RuleOutcome {
  return { rule, durationMs, isFailed: true, isWithKind: false, error };
}

function firstIssue(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const [issue] = issues;
  return issue ? `Parameter ${issue.path.map(String).join(".")}: ${issue.message}` : "Its parameters are wrong";
}
