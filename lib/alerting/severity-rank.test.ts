import { expect, test } from "vitest";
import { isWorse, severities, severitySteps } from "./severity-rank.ts";

test("each is worse than those before it, and than no other", () => {
  const worse = severities.map((one) => severities.filter((other) => isWorse(one, other)));
  expect(worse).toEqual([[], ["info"], ["info", "warning"]]);
});

test("only what has changed is written down", () => {
  expect(severitySteps("warning", "warning")).toEqual([]);
  expect(severitySteps("critical", "info")).toEqual([{ kind: "severity_changed", reason: "from critical to info" }]);
});
