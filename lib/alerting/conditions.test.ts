import { expect, test } from "vitest";
import { conditionKinds } from "./condition-registry.ts";

const kinds = conditionKinds();

test("kinds and default rules have names of their own", () => {
  const keys = kinds.flatMap(({ defaults }) => defaults.map(({ key }) => key));
  expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(kinds.length);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each(kinds)("$kind: its defaults are valid, and its words are words", ({ kind, title, params, defaults, words }) => {
  expect(kind).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(title).not.toBe("");
  for (const rule of defaults) expect(words(params.parse(rule.params))).toMatch(/^\S.+\S$/);
  expect(words(params.parse({}))).not.toContain("undefined");
  expect(params.safeParse({ thisIsNoParameter: 1 }).success).toBe(false);
});
