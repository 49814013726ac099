import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { checkParams } from "./check-rule.ts";
import { resolveAlertsOfRule } from "./internal/resolve-alerts-of-rule.ts";
import { readRuleView } from "./internal/rule-view.ts";
import { Rule, UpdateRuleInput } from "./schema.ts";

/**
 * Changes a rule. Its open alerts go on as they are and are judged by the new rule at the next evaluation; switched off, or
 * with another kind, they are resolved and say why.
 * @throws DomainError not_found, unprocessable naming an unknown kind or parameter
 */
export const updateRule = operation(
  { name: "updateRule", summary: "Change a rule", policy: "monitoring:write", input: UpdateRuleInput, output: Rule },
  (ctx, { id, ...changes }) =>
    transaction(ctx.db, async (tx) => {
      await tx.execute(sql`select 1 from rule where id = ${id}::uuid for update`);
      const before = await readRuleView(tx, id);
      if (!before) throw notFound("Rule");
      // Parameters belong to a kind: another kind begins with its own defaults.
      const isAnother = changes.kind !== undefined && changes.kind !== before.kind;
      const wanted = { ...before, ...(isAnother ? { params: {} } : {}), ...changes };
      const params = JSON.stringify(checkParams(wanted.kind, wanted.params));
      if (!wanted.isEnabled) await resolveAlertsOfRule(tx, ctx, id, "the rule was switched off");
      else if (isAnother) await resolveAlertsOfRule(tx, ctx, id, "the rule became another");
      await tx.execute(sql`
        update rule set name = ${wanted.name}, kind = ${wanted.kind}, params = ${params}::jsonb, severity = ${wanted.severity},
          for_seconds = ${wanted.forSeconds}, clear_seconds = ${wanted.clearSeconds}, reopen_seconds = ${wanted.reopenSeconds},
          no_data = ${wanted.noData}, runbook = ${wanted.runbook}, is_enabled = ${wanted.isEnabled}, updated_at = ${ctx.now}::timestamptz
        where id = ${id}::uuid`);
      const after = await readRuleView(tx, id);
      if (!after) throw new Error("The rule was not found again");
      await audit(tx, ctx, { action: "rule.update", subjectKind: "rule", subjectId: id, before, after });
      publish(tx, ctx.now, "alert:rule-changed", ["permission:monitoring:read"], { ruleId: id });
      return after;
    }),
);
