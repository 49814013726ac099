import { expect, test } from "vitest";
import { readAmount, readCount, readHash, readHeight, readName, readPeerId } from "#lib/telemetry/read-fields";

test.each([
  ["a number", 23650100, 23650100n],
  ["decimal text", "23650099", 23650099n],
  ["0", 0, 0n],
  ["2^53 as text", "9007199254740993", 9007199254740993n],
  ["2^53 and one as a bigint", 9007199254740993n, 9007199254740993n],
  ["the highest", "9223372036854775807", 9223372036854775807n],
  ["one too high", "9223372036854775808", undefined],
  ["a number that was rounded", 2 ** 53, undefined],
  ["a bigint too high", 2n ** 63n, undefined],
  ["a negative one", -1, undefined],
  ["a negative bigint", -1n, undefined],
  ["a fraction", 1.5, undefined],
  ["text with a sign", "-1", undefined],
  ["hexadecimal", "0x10", undefined],
  ["a blank", " 1", undefined],
  ["nothing", undefined, undefined],
  ["null", null, undefined],
  ["a list", [1], undefined],
])("a height: %s", (_name, value, expected) => {
  expect(readHeight(value)).toBe(expected);
});

test("counts, amounts, hashes, names and peer ids are what they must be, or nothing", () => {
  expect([0, 39, 2 ** 31, -1, 1.5, "3", null].map(readCount)).toEqual([0, 39, ...Array(5).fill(undefined)]);
  expect([0, 1.5, 1e300, -1, Number.NaN, "3", 2n ** 60n].map(readAmount)).toEqual([0, 1.5, ...Array(5).fill(undefined)]);
  expect(["0xab", "", "x".repeat(257), 5].map(readHash)).toEqual(["0xab", null, null, null]);
  expect(["fra-1", "", 5, null].map((value) => readName(value))).toEqual(["fra-1", "", "", ""]);
  expect(readName(`${"a".repeat(255)}🛰`)).toBe(`${"a".repeat(255)}\ufffd`);
  expect(["12D3", "", "x".repeat(257), 5].map(readPeerId)).toEqual(["12D3", undefined, undefined, undefined]);
});
