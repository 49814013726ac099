import { expect, test } from "vitest";
import { isNestedDeeper } from "#lib/universal/json-depth";

const tower = (levels: number, open = "[", close = "]") => open.repeat(levels) + close.repeat(levels);

test.each([
  ["an empty text", "", false],
  ["as many levels as allowed", tower(64), false],
  ["one level more", tower(65), true],
  ["lists and objects together", `${tower(40)}`.replace("]", `,${tower(25, '{"a":', "}").replace(":}", ":1}")}]`), true],
  ["many brackets beside each other", `[${Array(200).fill("{}").join(",")}]`, false],
  ["brackets inside a string", JSON.stringify("[".repeat(100)), false],
  ["brackets after an escaped quote inside a string", `{"a":"\\"${"{".repeat(100)}"}`, false],
  ["a tower that never ends", "[".repeat(100_000), true],
])("%s", (_name, text, expected) => {
  expect(isNestedDeeper(text, 64)).toBe(expected);
});
