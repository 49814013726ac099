import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { announceChanges } from "./internal/announce-changes.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { noteOutcomes } from "./internal/note-outcomes.ts";
import { readFailures, readRelevant } from "./internal/read-relevant.ts";
import { readRules } from "./internal/read-rules.ts";
import { writeChanges } from "./internal/write-changes.ts";
import { planChanges } from "./plan-changes.ts";
import { planRuleFailures } from "./plan-rule-failures.ts";
import { type RuleOutcome, readConditions, ruleTimeoutMs } from "./read-conditions.ts";
import { refreshMutes } from "./refresh-mutes.ts";

const Last = z.object({ slot: column.instant.nullable() });
const Id = z.object({ id: z.string() });
const Claimed = z.object({ previous: column.instant.nullable() });

/** What one evaluation did; kept with the job's run. */
export interface Evaluated {
  rules: number;
  failed: number;
  fired: number;
  resolved: number;
  reopened: number;
  /** Another process had evaluated this slot. */
  isRepeated: boolean;
}

/**
 * Evaluates every enabled rule for one slot. Looking comes first and holds nothing; then everything that follows from it
 * is one transaction, under the slot's unique row: however many processes come with the same slot, one of them writes.
 * People's own changes wait for its row locks, or it for theirs, so neither is lost.
 */
export async function evaluateRules(ctx: Context, slot: Date, timeoutMs = ruleTimeoutMs): Promise<Evaluated> {
  const startedAt = performance.now();
  const last = await lastSlot(ctx.db);
  const rules = await readRules(ctx.db);
  const looked = await readConditions(ctx, rules, timeoutMs);
  const failed = looked.filter(({ isFailed }) => isFailed).length;
  return transaction(ctx.db, async (tx) => {
    await lockAlerts(tx);
    const [claimed] = await tx.rows(
      sql`insert into rule_evaluation (slot, rule_count, failed_count, duration_ms)
      values (${slot}::timestamptz, ${rules.length}, ${failed}, ${performance.now() - startedAt})
      on conflict (slot) do nothing returning (select max(slot) from rule_evaluation) as previous`,
      Claimed,
    );
    if (!claimed) return { rules: rules.length, failed, fired: 0, resolved: 0, reopened: 0, isRepeated: true };
    const outcomes = await withoutChanged(tx, looked);
    const longestReopenSeconds = rules.reduce((longest, { reopenSeconds }) => Math.max(longest, reopenSeconds), 0);
    const stored = await readRelevant(tx, longestReopenSeconds, ctx.now);
    const failures = await readFailures(tx, ctx.now);
    const planned = [...planChanges(outcomes, stored, ctx.now), ...planRuleFailures(outcomes, failures, ctx.now)];
    const written = await writeChanges(tx, planned, ctx.now);
    await announceChanges(tx, ctx.now, written, await refreshMutes(tx, ctx.now));
    await noteOutcomes(tx, outcomes, ctx.now, claimed.previous?.getTime() !== last?.getTime());
    const count = (kind: string) => written.filter(({ steps }) => steps.some((step) => step.kind === kind)).length;
    return {
      rules: rules.length,
      failed,
      fired: count("fired"),
      resolved: count("resolved"),
      reopened: count("reopened"),
      isRepeated: false,
    };
  });
}

/**
 * Leaves out rules that are gone, switched off or of another kind since they were read: their alerts have been resolved, and
 * nobody would look at new ones. Whoever changes a rule waits for `lockAlerts`, so it is so until COMMIT.
 */
async function withoutChanged(tx: SqlTransaction, outcomes: readonly RuleOutcome[]): Promise<readonly RuleOutcome[]> {
  const rules = outcomes.map(({ rule }) => rule);
  const changed = await tx.rows(
    sql`select g.id from unnest(${rules.map(({ id }) => id)}::uuid[], ${rules.map(({ kind }) => kind)}::text[]) as g(id, kind)
    where not exists (select from rule r where r.id = g.id and r.kind = g.kind and r.is_enabled)`,
    Id,
  );
  const ids = new Set(changed.map(({ id }) => id));
  return ids.size === 0 ? outcomes : outcomes.filter(({ rule }) => !ids.has(rule.id));
}

/** The newest slot that was evaluated. Asked before the rules are read: what is noted of them is at least that new. */
async function lastSlot(reader: Pick<SqlTransaction, "rows">): Promise<Date | null> {
  const [last] = await reader.rows(sql`select max(slot) as slot from rule_evaluation`, Last);
  return last?.slot ?? null;
}
