import { expect, test } from "vitest";
import { blindWords, watchState, watchWords } from "./watch-state.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const well = { rules: 12, failing: 0, checks: 340, withoutData: 0, evaluatedAt: "2026-11-20T11:59:30.000Z" };

test.each([
  ["looked 30 s ago", {}, "well"],
  ["looked exactly 90 s ago", { evaluatedAt: "2026-11-20T11:58:30.000Z" }, "well"],
  ["has not looked for longer", { evaluatedAt: "2026-11-20T11:58:29.999Z" }, "late"],
  ["never looked", { evaluatedAt: null }, "never"],
  ["nothing to look with", { rules: 0 }, "no_rules"],
  ["a rule fails", { failing: 1 }, "blind"],
  ["something has no data", { withoutData: 1 }, "blind"],
  ["late is worse than blind", { failing: 1, evaluatedAt: "2026-11-20T11:00:00.000Z" }, "late"],
] as const)("%s", (_, other, state) => {
  expect(watchState({ ...well, ...other }, now)).toBe(state);
});

test("in words", () => {
  expect(watchWords(well)).toBe("12 rules with 340 checks");
  expect(watchWords({ rules: 1, checks: 1 })).toBe("1 rule with 1 check");
  expect(blindWords({ failing: 2, withoutData: 1 })).toBe("2 rules fail, 1 check has no data");
  expect(blindWords({ failing: 1, withoutData: 0 })).toBe("1 rule fails");
  expect(blindWords({ failing: 0, withoutData: 3 })).toBe("3 checks have no data");
});
