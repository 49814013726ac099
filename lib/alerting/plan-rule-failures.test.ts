import { expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import type { EngineRule } from "./internal/read-rules.ts";
import { planRuleFailures } from "./plan-rule-failures.ts";

const rule: EngineRule = {
  id: "7",
  name: "Disks",
  kind: "node_resource",
  params: {},
  severity: "critical",
  forSeconds: 0,
  clearSeconds: 0,
  reopenSeconds: 600,
  noData: "stale",
  hasFailed: false,
  noted: { isWithKind: true, resourceCount: 0, staleCount: 0, durationMs: 0 },
};
const failed = (error: string) => planRuleFailures([{ rule, durationMs: 1, isFailed: true, isWithKind: false, error }], [], noon);

test("a rule that could not look is an alert of its own, at once, by its name and with the reason", () => {
  expect(failed("no such table")).toMatchObject([
    {
      fingerprint: "rule_failed/7",
      ruleId: null,
      severity: "warning",
      state: { status: "firing" },
      says: { title: "Rule cannot be evaluated: Disks", message: "no such table. What it watches is not known.", resourceId: "7" },
    },
  ]);
});

test.each([1_997, 1_998, 1_999])("a reason as long as a book is cut between characters: %i", (length) => {
  const [planned] = failed(`${"x".repeat(length)}🔥🔥`);
  const message = planned?.says?.message ?? "";
  expect([message.isWellFormed(), message.length < 2_100]).toEqual([true, true]);
});
