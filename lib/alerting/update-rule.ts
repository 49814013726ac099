import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { changeRule } from "./internal/store-rule.ts";
import { Rule, UpdateRuleInput } from "./schema.ts";

/**
 * Changes a rule. Its open alerts go on as they are and are judged by the new rule at the next evaluation; switched off, or
 * with another kind, they are resolved and say why.
 * @throws DomainError not_found, unprocessable naming an unknown kind or parameter
 */
export const updateRule = operation(
  { name: "updateRule", summary: "Change a rule", policy: "monitoring:write", input: UpdateRuleInput, output: Rule },
  (ctx, { id, ...changes }) => transaction(ctx.db, (tx) => changeRule(tx, ctx, id, changes)),
);
