import { expect, test } from "vitest";
import { chooseSteps } from "./choose-steps.mjs";
import { countPlaywright } from "./playwright.mjs";
import { countVitest } from "./vitest.mjs";

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });
const vitestOf = (passed: number, failed: number, files = [file("passed")]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: files,
});
const playwrightOf = (expected: number, unexpected: number, flaky = 0) => ({ stats: { expected, unexpected, flaky, skipped: 0 } });

test.each([
  ["all pass", vitestOf(3, 0), 0, { passed: 3, failed: 0, skipped: 1 }],
  ["some fail", vitestOf(3, 2, [file("failed", "failed", "passed")]), 1, { passed: 3, failed: 2, skipped: 1 }],
  ["a file does not load", vitestOf(3, 0, [file("failed")]), 1, { passed: 3, failed: 1, skipped: 1 }],
  ["the set-up fails", vitestOf(0, 0, []), 1, { passed: 0, failed: 1, skipped: 1 }],
  ["no results at all", undefined, 1, { passed: 0, failed: 1, skipped: 0 }],
])("vitest: %s", (_name, results, code, expected) => {
  expect(countVitest(results, code)).toEqual(expected);
});

test.each([
  ["all pass", playwrightOf(3, 0), 0, { passed: 3, failed: 0, skipped: 0 }],
  ["one fails", playwrightOf(2, 1), 1, { passed: 2, failed: 1, skipped: 0 }],
  ["one passes only the second time", playwrightOf(2, 0, 1), 0, { passed: 2, failed: 1, skipped: 0 }],
  ["the set-up fails", playwrightOf(0, 0), 1, { passed: 0, failed: 1, skipped: 0 }],
  ["no results at all", undefined, 1, { passed: 0, failed: 1, skipped: 0 }],
])("Playwright: %s", (_name, results, code, expected) => {
  expect(countPlaywright(results, code)).toEqual(expected);
});

test.each([
  [[], "lint arrows routes types knip unit db build http browser", []],
  [["--no-browser"], "lint arrows routes types knip unit db build http", []],
  [["unit", "lint"], "lint unit", []],
  [["http"], "build http", []],
  [["usage", "--no-browser"], "unit db build http", ["usage"]],
  [["db", "usage"], "db", ["usage"]],
])("npm test -- %s runs %s", (words, expected, filters) => {
  const chosen = chooseSteps(words);
  expect({ steps: chosen.steps.map(({ name }) => name).join(" "), filters: chosen.filters }).toEqual({ steps: expected, filters });
});

test("an unknown option is an error, not a run of everything", () => {
  expect(() => chooseSteps(["--nobrowser"])).toThrow("unknown option --nobrowser");
});
