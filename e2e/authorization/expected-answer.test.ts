import { expect, test } from "vitest";
import { expectedAnswer, isAsExpected } from "./expected-answer.ts";

const nobody = { name: "anonymous", headers: {}, kind: "nobody" as const, permissions: new Set<never>() };
const user = { ...nobody, kind: "person" as const };
const reader = { ...nobody, kind: "key" as const, permissions: new Set(["fleet:read"] as const) };
const node = { ...nobody, kind: "node" as const };
const bad = { ...nobody, kind: "bad bearer" as const };

test.each([
  ["public", nobody, "let in"],
  ["public", bad, 401],
  ["signed-in", nobody, 401],
  ["signed-in", user, "let in"],
  ["signed-in", node, "401 or 403"],
  ["fleet:read", user, 403],
  ["fleet:read", reader, "let in"],
  ["fleet:write", reader, 403],
  ["node", reader, "401 or 403"],
  ["node", node, "let in"],
] as const)("%s, %o: %s", (policy, who, expected) => {
  expect(expectedAnswer({ kind: "operation", policy }, who)).toBe(expected);
});

test.each([
  [200, "let in", true],
  [400, "let in", true],
  [500, "let in", false],
  [403, "let in", false],
  [404, "kept out", true],
  [200, "kept out", false],
  [403, 401, false],
] as const)("%i for %s: %s", (status, expected, is) => {
  expect(isAsExpected(status, expected)).toBe(is);
});
