import fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf, fromBase32, stepOfCode, toBase32 } from "./totp.ts";

const ascii = (text: string) => new TextEncoder().encode(text);
const secret = ascii("12345678901234567890");

/** RFC 6238, appendix B (SHA-1); its eight digits end in our six. */
test.each([
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
])("at %i s the code ends %s", (seconds, eightDigits) => {
  expect(codeOf(secret, Math.floor(seconds / 30))).toBe(eightDigits.slice(2));
});

/** RFC 4226, appendix D. */
test("the codes of the first ten steps", () => {
  const codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
  expect(codes.map((_code, step) => codeOf(secret, step))).toEqual(codes);
});

/** RFC 4648, section 10, without padding. */
test.each([
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
])("%s is %s", (text, base32) => {
  expect(toBase32(ascii(text))).toBe(base32);
  expect(fromBase32(base32)).toEqual(ascii(text));
});

test("base32 gives back any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => Buffer.compare(fromBase32(toBase32(bytes)), bytes) === 0));
});

test("a code counts one step around now, as typed with spaces; nothing else does", () => {
  const now = new Date(1_000_000 * 30_000 + 12_345);
  const typed = [-2, -1, 0, 1, 2].map((offset) => stepOfCode(secret, codeOf(secret, 1_000_000 + offset), now));
  expect(typed).toEqual([undefined, 999_999, 1_000_000, 1_000_001, undefined]);
  expect(stepOfCode(secret, ` ${codeOf(secret, 1_000_000).replace(/^(...)/, "$1 ")}`, now)).toBe(1_000_000);
  for (const wrong of ["", "000", "abcdef", "1234567", codeOf(secret, 5)]) expect(stepOfCode(secret, wrong, now), wrong).toBeUndefined();
  expect(stepOfCode(new Uint8Array(), codeOf(new Uint8Array(), 1_000_000), now)).toBeUndefined();
});
