import type { Context } from "#lib/auth/context";
import { hasWaitedInVain, isDatabaseAway } from "#lib/core/errors";
import type { Condition, Reading } from "./condition.ts";
import { conditionOf } from "./condition-registry.ts";
import type { EngineRule } from "./internal/read-rules.ts";
import { type TakeTurn, takeTurns } from "./take-turns.ts";
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
/** Rules that look by themselves, of all kinds: what hangs may hold so many connections, and leaves the others to the rest. */
const aloneAtOnce = 3;

/** One evaluation's looking. */
interface Looking {
  ctx: Context;
  timeoutMs: number;
  takeTurn: TakeTurn;
}

/**
 * Lets every rule look, all rules of a kind together. When a kind fails or hangs, each of its rules looks by itself, a few at
 * a time, so the one that is to blame is alone with it, from then on at once: what hangs for good costs one limit an
 * evaluation. The database being away is nobody's fault and ends the whole evaluation; having waited in vain for a lock or
 * for a connection is a failure of whoever waited.
 */
export async function readConditions(ctx: Context, rules: readonly EngineRule[], timeoutMs = ruleTimeoutMs): Promise<RuleOutcome[]> {
  const looking = { ctx, timeoutMs, takeTurn: takeTurns(aloneAtOnce) };
  const byKind = Map.groupBy(rules, (rule) => rule.kind);
  const outcomes = await Promise.all([...byKind].map(([kind, same]) => readKind(looking, conditionOf(kind), same)));
  return outcomes.flat();
}

async function readKind(looking: Looking, declared: Condition | undefined, rules: readonly EngineRule[]): Promise<RuleOutcome[]> {
  if (!declared) return rules.map((rule) => failure(rule, `This version has no condition "${rule.kind}"`, 0));
  const parsed = rules.map((rule) => ({ rule, params: declared.params.safeParse(rule.params) }));
  const wrong = parsed.flatMap(({ rule, params }) => (params.success ? [] : [failure(rule, firstIssue(params.error.issues), 0)]));
  const right = parsed.flatMap(({ rule, params }) => (params.success ? [{ rule, params: params.data }] : []));
  const [suspects, others] = [right.filter(({ rule }) => rule.hasFailed), right.filter(({ rule }) => !rule.hasFailed)];
  // Whoever got no turn the last time is before those who hung.
  const byTime = suspects.toSorted((a, b) => a.rule.noted.durationMs - b.rule.noted.durationMs);
  const alone = byTime.map((one) => lookAlone(looking, declared, one));
  const found = await Promise.all([lookTogether(looking, declared, others), ...alone]);
  return [...wrong, ...found.flat()];
}

async function lookTogether(looking: Looking, declared: Condition, rules: readonly Asked[]): Promise<RuleOutcome[]> {
  if (rules.length === 0) return [];
  const together = await look(looking, declared, rules);
  if (together.every(({ isFailed }) => !isFailed) || rules.length === 1) return together;
  const singly = await Promise.all(rules.map((one) => lookAlone(looking, declared, one)));
  return singly.flat();
}

/** A turn lasts until the query is over, also when the rule is given up before: then it still holds a connection. */
async function lookAlone(looking: Looking, declared: Condition, one: Asked): Promise<RuleOutcome[]> {
  const waitMs = looking.timeoutMs * 2;
  const giveBack = await looking.takeTurn(waitMs);
  if (!giveBack) return [failure(one.rule, `got no turn within ${waitMs / 1000} s: too many rules hang`, 0)];
  const outcomes = await look(looking, declared, [one], giveBack);
  return outcomes.map((outcome) => ({ ...outcome, isWithKind: false }));
}

async function look({ ctx, timeoutMs }: Looking, declared: Condition, rules: readonly Asked[], onOver = () => {}): Promise<RuleOutcome[]> {
  const startedAt = performance.now();
  try {
    const work = declared.read(
      ctx,
      rules.map(({ rule, params }) => ({ id: rule.id, params })),
    );
    work.then(onOver, onOver);
    const found = await withinTime(work, timeoutMs);
    const durationMs = performance.now() - startedAt;
    return rules.map(({ rule }) => ({ rule, durationMs, isFailed: false, isWithKind: true, readings: found.get(rule.id) ?? [] }));
  } catch (error) {
    if (isDatabaseAway(error) && !hasWaitedInVain(error)) throw error;
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
