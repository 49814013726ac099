import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { checkParams } from "./check-rule.ts";
import { readRuleView } from "./internal/rule-view.ts";
import { Rule, RuleFields } from "./schema.ts";

const Id = z.object({ id: z.string() });

/** @throws DomainError unprocessable naming an unknown kind or parameter */
export const createRule = operation(
  { name: "createRule", summary: "Create a rule", policy: "monitoring:write", input: RuleFields, output: Rule },
  (ctx, input) =>
    transaction(ctx.db, async (tx) => {
      const params = JSON.stringify(checkParams(input.kind, input.params));
      const [made] = await tx.rows(
        sql`insert into rule (name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, runbook, is_enabled, created_at, updated_at)
        values (${input.name}, ${input.kind}, ${params}::jsonb, ${input.severity}, ${input.forSeconds}, ${input.clearSeconds}, ${input.reopenSeconds},
          ${input.noData}, ${input.runbook}, ${input.isEnabled}, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz) returning id`,
        Id,
      );
      const rule = made && (await readRuleView(tx, made.id));
      if (!rule) throw new Error("The rule was not written");
      await audit(tx, ctx, { action: "rule.create", subjectKind: "rule", subjectId: rule.id, after: rule });
      publish(tx, ctx.now, "alert:rule-changed", ["permission:monitoring:read"], { ruleId: rule.id });
      return rule;
    }),
);
