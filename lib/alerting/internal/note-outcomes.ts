import { makeSafe } from "#lib/core/make-safe";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { shortened } from "#lib/notifications/notice-parts";
import type { RuleOutcome } from "../read-conditions.ts";
import type { NotedOutcome } from "./read-rules.ts";

/**
 * What each rule found, for people: one row for every kind that looked, and of rules only those that found something else
 * than before. Two thousand rules that are as they were cost nothing. `isOutOfDate`: another evaluation has noted
 * something since these rules were read, so all of them are written.
 */
export async function noteOutcomes(tx: SqlTransaction, outcomes: readonly RuleOutcome[], now: Date, isOutOfDate: boolean): Promise<void> {
  await noteLooks(tx, outcomes, now);
  const news = isOutOfDate ? outcomes : outcomes.filter((outcome) => !isKnown(outcome.rule.noted, outcome));
  if (news.length > 0) await noteRules(tx, news, now);
}

function isKnown(noted: NotedOutcome, outcome: RuleOutcome): boolean {
  if (!outcome.isWithKind || !noted.isWithKind) return false;
  return noted.resourceCount === outcome.readings.length && noted.staleCount === staleCountOf(outcome);
}

async function noteLooks(tx: SqlTransaction, outcomes: readonly RuleOutcome[], now: Date): Promise<void> {
  const durations = new Map(outcomes.flatMap(({ rule, isWithKind, durationMs }) => (isWithKind ? [[rule.kind, durationMs] as const] : [])));
  await tx.execute(sql`
    insert into rule_look (kind, evaluated_at, duration_ms)
    select kind, ${now}::timestamptz, duration_ms from unnest(${[...durations.keys()]}::text[], ${[...durations.values()]}::float8[]) as l(kind, duration_ms)
    on conflict (kind) do update set evaluated_at = excluded.evaluated_at, duration_ms = excluded.duration_ms`);
}

/** A rule that became another kind, or was switched off, while it was looked at has not been looked at as what it is now. */
async function noteRules(tx: SqlTransaction, outcomes: readonly RuleOutcome[], now: Date): Promise<void> {
  const notes = outcomes.map((outcome) => ({
    id: outcome.rule.id,
    kind: outcome.rule.kind,
    is_with_kind: outcome.isWithKind,
    duration_ms: outcome.durationMs,
    error: outcome.isFailed ? shortened(outcome.error, 2_000) : null,
    resource_count: outcome.isFailed ? 0 : outcome.readings.length,
    stale_count: staleCountOf(outcome),
  }));
  await tx.execute(sql`
    update rule r set evaluated_at = ${now}::timestamptz, duration_ms = n.duration_ms, error = n.error, resource_count = n.resource_count,
      stale_count = n.stale_count, is_with_kind = n.is_with_kind
    from jsonb_to_recordset(${makeSafe(JSON.stringify(notes))}::jsonb)
      as n(id uuid, kind text, is_with_kind boolean, duration_ms double precision, error text, resource_count integer, stale_count integer)
    where r.id = n.id and r.kind = n.kind and r.is_enabled`);
}

function staleCountOf(outcome: RuleOutcome): number {
  if (outcome.isFailed) return 0;
  return outcome.readings.reduce((count, { observation }) => count + (observation === "no_data" ? 1 : 0), 0);
}
