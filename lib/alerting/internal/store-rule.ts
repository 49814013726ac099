import { z } from "zod";
import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction, Transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { checkParams } from "../check-rule.ts";
import type { Rule, RuleFields } from "../schema.ts";
import { lockAlerts } from "./lock-alerts.ts";
import { resolveAlertsOfRule } from "./resolve-alerts-of-rule.ts";
import { readRuleView } from "./rule-view.ts";

const Id = z.object({ id: z.string() });

/** Writes a new rule with its audit row and its event. @throws DomainError unprocessable naming an unknown kind or parameter */
export async function insertRule(tx: Transaction, ctx: Context, input: RuleFields, id: string = crypto.randomUUID()): Promise<Rule> {
  const params = JSON.stringify(checkParams(input.kind, input.params));
  const [made] = await tx.rows(
    sql`insert into rule (id, name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, runbook, is_enabled, created_at, updated_at)
    values (${id}::uuid, ${input.name}, ${input.kind}, ${params}::jsonb, ${input.severity}, ${input.forSeconds}, ${input.clearSeconds}, ${input.reopenSeconds},
      ${input.noData}, ${input.runbook}, ${input.isEnabled}, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz) returning id`,
    Id,
  );
  const rule = made && (await readRuleView(tx, made.id));
  if (!rule) throw new Error("The rule was not written");
  await audit(tx, ctx, { action: "rule.create", subjectKind: "rule", subjectId: rule.id, after: rule });
  publish(tx, ctx.now, "alert:rule-changed", ["permission:monitoring:read"], { ruleId: rule.id });
  return rule;
}

type Changes = { [K in keyof RuleFields]?: RuleFields[K] | undefined };

/**
 * Changes a rule; what is undefined stays. Switched off, or with another kind, its open alerts are resolved and say why.
 * @throws DomainError not_found, unprocessable naming an unknown kind or parameter
 */
export async function changeRule(tx: Transaction, ctx: Context, id: string, changes: Changes): Promise<Rule> {
  await lockAlerts(tx);
  await tx.execute(sql`select 1 from rule where id = ${id}::uuid for update`);
  const before = await readRuleView(tx, id);
  if (!before) throw notFound("Rule");
  // Parameters belong to a kind: another kind begins with its own defaults.
  const isAnother = changes.kind !== undefined && changes.kind !== before.kind;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const wanted: Rule = { ...before, ...(isAnother ? { params: {} } : {}), ...given };
  const params = JSON.stringify(checkParams(wanted.kind, wanted.params));
  await resolveIfOver(tx, ctx, wanted, isAnother);
  // From here on its kind looks without it: what is known of it is of the last time that it looked along.
  const isOut = isAnother || !wanted.isEnabled;
  await tx.execute(sql`
    update rule set name = ${wanted.name}, kind = ${wanted.kind}, params = ${params}::jsonb, severity = ${wanted.severity},
      for_seconds = ${wanted.forSeconds}, clear_seconds = ${wanted.clearSeconds}, reopen_seconds = ${wanted.reopenSeconds},
      no_data = ${wanted.noData}, runbook = ${wanted.runbook}, is_enabled = ${wanted.isEnabled}, updated_at = ${ctx.now}::timestamptz,
      is_with_kind = is_with_kind and not ${isOut}, evaluated_at = ${before.evaluatedAt}::timestamptz, duration_ms = ${before.durationMs}
    where id = ${id}::uuid`);
  const after = await readRuleView(tx, id);
  if (!after) throw new Error("The rule was not found again");
  await audit(tx, ctx, { action: "rule.update", subjectKind: "rule", subjectId: id, before, after });
  publish(tx, ctx.now, "alert:rule-changed", ["permission:monitoring:read"], { ruleId: id });
  return after;
}

async function resolveIfOver(tx: SqlTransaction, ctx: Context, { id, isEnabled }: Rule, isAnother: boolean): Promise<void> {
  if (!isEnabled) await resolveAlertsOfRule(tx, ctx, id, "the rule was switched off");
  else if (isAnother) await resolveAlertsOfRule(tx, ctx, id, "the rule became another");
}
