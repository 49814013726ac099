import { expect, test } from "vitest";
import { actionWords, diffWords } from "./audit-words.ts";

test.each([
  ["node-server.start-maintenance", "Start maintenance"],
  ["user.disable", "Disable"],
  ["odd", "Odd"],
])("%s reads as %s", (action, words) => {
  expect(actionWords(action)).toBe(words);
});

test("a change names both sides, a new value only itself, long ones are cut", () => {
  expect(
    diffWords({
      name: ["a", "b"],
      groups: [[1], [1, 2]],
      reason: [null, "disk"],
      until: ["2026-11-20T10:00:00Z", null],
      note: [null, "x".repeat(100)],
    }),
  ).toEqual(["name: a → b", "groups: [1] → [1,2]", "reason: disk", "until: 2026-11-20T10:00:00Z → nothing", `note: ${"x".repeat(80)}…`]);
});
