import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { readStoredAlerts } from "./internal/alert-row.ts";
import { announceChanges } from "./internal/announce-changes.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { type EngineRule, readRules } from "./internal/read-rules.ts";
import { writeChanges } from "./internal/write-changes.ts";
import { planChanges } from "./plan-changes.ts";
import { failurePrefix, failureTiming, planRuleFailures } from "./plan-rule-failures.ts";
import { type RuleOutcome, readConditions, ruleTimeoutMs } from "./read-conditions.ts";
import { refreshMutes } from "./refresh-mutes.ts";

const Slot = z.object({ slot: z.date() });

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
  const rules = await readRules(ctx.db, sql`r.is_enabled`);
  const outcomes = await readConditions(ctx, rules, timeoutMs);
  const failed = outcomes.filter(({ isFailed }) => isFailed).length;
  return transaction(ctx.db, async (tx) => {
    await lockAlerts(tx);
    const [claimed] = await tx.rows(
      sql`insert into rule_evaluation (slot, rule_count, failed_count, duration_ms)
      values (${slot}::timestamptz, ${rules.length}, ${failed}, ${performance.now() - startedAt})
      on conflict (slot) do nothing returning slot`,
      Slot,
    );
    if (!claimed) return { rules: rules.length, failed, fired: 0, resolved: 0, reopened: 0, isRepeated: true };
    const stored = await readStoredAlerts(tx, sql`${relevantTo(rules, ctx.now)} order by a.id for update`);
    const failures = await readStoredAlerts(tx, sql`${aboutRules(ctx.now)} order by a.id for update`);
    const planned = [...planChanges(outcomes, stored, ctx.now), ...planRuleFailures(outcomes, failures, ctx.now)];
    const written = await writeChanges(tx, planned, ctx.now);
    await announceChanges(tx, ctx.now, written, await refreshMutes(tx, ctx.now));
    await noteOutcomes(tx, outcomes, ctx.now);
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

/** Open alerts of these rules, and ended ones that could be reopened. */
function relevantTo(rules: readonly EngineRule[], now: Date) {
  const ids = rules.map(({ id }) => id);
  const longest = Math.max(0, ...rules.map(({ reopenSeconds }) => reopenSeconds));
  const endedAfter = new Date(now.getTime() - longest * 1000);
  return sql`where a.rule_id = any(${ids}::uuid[]) and (a.status <> 'resolved' or a.is_held_open or a.resolved_at > ${endedAfter}::timestamptz)`;
}

/** Alerts about rules that could not look, open or ended a moment ago. */
function aboutRules(now: Date) {
  const endedAfter = new Date(now.getTime() - failureTiming.reopenSeconds * 1000);
  return sql`where a.resource_type = 'rule' and a.rule_id is null and a.fingerprint like ${`${failurePrefix}%`}::text and a.status <> 'pending'
    and (a.status = 'firing' or a.is_held_open or a.resolved_at > ${endedAfter}::timestamptz)`;
}

async function noteOutcomes(tx: SqlTransaction, outcomes: readonly RuleOutcome[], now: Date): Promise<void> {
  const notes = outcomes.map((outcome) => ({
    id: outcome.rule.id,
    duration_ms: outcome.durationMs,
    error: outcome.isFailed ? outcome.error.slice(0, 2_000) : null,
    resource_count: outcome.isFailed ? 0 : outcome.readings.length,
    stale_count: outcome.isFailed ? 0 : outcome.readings.filter(({ observation }) => observation === "no_data").length,
  }));
  await tx.execute(sql`
    update rule r set evaluated_at = ${now}::timestamptz, duration_ms = n.duration_ms, error = n.error, resource_count = n.resource_count,
      stale_count = n.stale_count
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb)
      as n(id uuid, duration_ms double precision, error text, resource_count integer, stale_count integer)
    where r.id = n.id`);
}
