import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { resolveAlertsOfRule } from "./internal/resolve-alerts-of-rule.ts";
import { readRuleView } from "./internal/rule-view.ts";
import { NoOutput, RuleIdInput } from "./schema.ts";

/** Deletes a rule. Its open alerts are resolved and say why; all of them stay in the history. @throws DomainError not_found */
export const deleteRule = operation(
  { name: "deleteRule", summary: "Delete a rule", policy: "monitoring:write", input: RuleIdInput, output: NoOutput },
  async (ctx, { id }) => {
    await transaction(ctx.db, async (tx) => {
      await lockAlerts(tx);
      await tx.execute(sql`select 1 from rule where id = ${id}::uuid for update`);
      const before = await readRuleView(tx, id);
      if (!before) throw notFound("Rule");
      await resolveAlertsOfRule(tx, ctx, id, `the rule "${before.name}" was deleted`);
      await tx.execute(sql`delete from rule where id = ${id}::uuid`);
      await audit(tx, ctx, { action: "rule.delete", subjectKind: "rule", subjectId: id, before });
      publish(tx, ctx.now, "alert:rule-changed", ["permission:monitoring:read"], { ruleId: id });
    });
    return undefined;
  },
);
