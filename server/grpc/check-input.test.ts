import { expect, test } from "vitest";
import { checkInput } from "./check-input.ts";

test("what is absent is left out, everything else stays as it is", () => {
  const input = { a: undefined, b: null, c: 0, d: "", e: [undefined, 1], f: { g: undefined } };
  expect(Object.keys(checkInput(input))).toEqual(["b", "c", "d", "e", "f"]);
  expect(checkInput(input)).toEqual({ b: null, c: 0, d: "", e: [undefined, 1], f: { g: undefined } });
});

const tower = (height: number): unknown => (height === 0 ? "top" : { in: tower(height - 1) });

test.each([
  ["NUL", { config: { a: ["x", "\0"] } }, "config.a.1"],
  ["NUL in a name", { config: { "a\0": 1 } }, "config"],
  ["half a character", { name: "\ud800" }, "name"],
  ["a number that is none", { config: { a: Number.NaN } }, "config.a"],
  ["a tower", { config: tower(65) }, "config"],
])("%s is refused naming the field", (_name, input, path) => {
  expect(() => checkInput(input)).toThrow(
    expect.objectContaining({ code: "validation_failed", errors: [expect.objectContaining({ path })] }),
  );
});

test("a tower of 60 is fine", () => {
  expect(() => checkInput({ config: tower(60) })).not.toThrow();
});
