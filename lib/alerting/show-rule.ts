import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { readRuleView } from "./internal/rule-view.ts";
import { Rule, RuleIdInput } from "./schema.ts";

export const showRule = operation(
  { name: "showRule", summary: "Show a rule", policy: "monitoring:read", input: RuleIdInput, output: Rule },
  async (ctx, { id }) => {
    const rule = await readRuleView(ctx.db, id);
    if (!rule) throw notFound("Rule");
    return rule;
  },
);
