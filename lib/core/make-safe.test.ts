import fc from "fast-check";
import { expect, test } from "vitest";
import { makeSafe } from "#lib/core/make-safe";

test.each([
  ["nothing escaped", '{"a":"b"}', '{"a":"b"}'],
  ["NUL", '"a\\u0000b"', '"a\\ufffdb"'],
  ["a backslash before the letters u0000", '"\\\\u0000"', '"\\\\u0000"'],
  ["a backslash and then NUL", '"\\\\\\u0000"', '"\\\\\\ufffd"'],
  ["a pair", '"\\ud83d\\uDE00"', '"\\ud83d\\uDE00"'],
  ["a first half alone", '"\\ud83d!"', '"\\ufffd!"'],
  ["a second half alone", '"\\uDE00"', '"\\ufffd"'],
  ["halves in the wrong order", '"\\ude00\\ud83d"', '"\\ufffd\\ufffd"'],
  ["two first halves and a second", '"\\ud83d\\ud83d\\ude00"', '"\\ufffd\\ud83d\\ude00"'],
  ["another escape", '"\\u00e9\\n\\""', '"\\u00e9\\n\\""'],
  ["an escape that is cut off", '"\\ud83', '"\\ud83'],
])("%s", (_name, text, expected) => {
  expect(makeSafe(text)).toBe(expected);
});

test("whatever a node can write as JSON comes out as the same value with each NUL and half replaced", () => {
  const units = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) });
  fc.assert(
    fc.property(units, (value) => {
      const escaped = `"${Array.from({ length: value.length }, (_, at) => `\\u${value.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")}"`;
      expect(JSON.parse(makeSafe(escaped))).toBe(value.toWellFormed().replaceAll("\0", "\ufffd"));
    }),
  );
});
