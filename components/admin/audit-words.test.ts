import { expect, test } from "vitest";
import { actionWords, diffLines, diffWords, subjectWords } from "./audit-words.ts";

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

test.each([
  [{ subjectKind: "user", subjectId: "3f2a0c11-0000-4000-8000-000000000001", subjectName: "ada@example.test" }, "user ada@example.test"],
  [{ subjectKind: "user", subjectId: "3f2a0c11-0000-4000-8000-000000000001", subjectName: null }, "user 3f2a0c11"],
  [{ subjectKind: "node-server", subjectId: "3", subjectName: null }, "node server 3"],
])("%j is told as %s", (row, words) => {
  expect(subjectWords(row)).toBe(words);
});

test("before and after, whole; a secret only that it changed", () => {
  expect(diffLines({ name: [null, "a"], groups: [[1], [1, 2]], token: ["[secret]", "[secret]"], on: [true, false] })).toEqual([
    { field: "name", before: undefined, after: "a", isHidden: false },
    { field: "groups", before: "[\n  1\n]", after: "[\n  1,\n  2\n]", isHidden: false },
    { field: "token", before: "[secret]", after: "[secret]", isHidden: true },
    { field: "on", before: "true", after: "false", isHidden: false },
  ]);
});
