import { expect, test } from "vitest";
import { endWords, openWords, ruleStates } from "./rule-state.ts";

test("only a rule that has looked and found nothing is good", () => {
  const good = Object.entries(ruleStates).filter(([, { tone }]) => tone === "ok");
  expect(good.map(([state]) => state)).toEqual(["ok"]);
});

test.each([
  [0, "no open alerts", /no open alerts; those/],
  [1, "1 open alert", /^Its open alert is resolved and says why/],
  [7, "7 open alerts", /^Its 7 open alerts are resolved and say why/],
])("%i open alerts in words, and what becomes of them", (openCount, words, end) => {
  expect(openWords({ openCount })).toBe(words);
  expect(endWords({ openCount })).toMatch(end);
});
