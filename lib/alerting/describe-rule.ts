import { operation } from "#lib/auth/operation";
import { checkParams } from "./check-rule.ts";
import { ruleWords } from "./rule-words.ts";
import { DescribeRuleInput, RuleWords } from "./schema.ts";

/** A rule in plain words before it is stored. @throws DomainError unprocessable naming an unknown kind or parameter */
export const describeRule = operation(
  { name: "describeRule", summary: "Say a rule in plain words", policy: "monitoring:read", input: DescribeRuleInput, output: RuleWords },
  async (_ctx, { params, ...rule }) => ({ words: ruleWords({ ...rule, params: checkParams(rule.kind, params) }) }),
);
