import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { insertRule } from "./internal/store-rule.ts";
import { Rule, RuleFields } from "./schema.ts";

/** @throws DomainError unprocessable naming an unknown kind or parameter */
export const createRule = operation(
  { name: "createRule", summary: "Create a rule", policy: "monitoring:write", input: RuleFields, output: Rule },
  (ctx, input) => transaction(ctx.db, (tx) => insertRule(tx, ctx, input)),
);
