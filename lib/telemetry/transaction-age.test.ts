import { expect, test } from "vitest";
import { isSince } from "./transaction-age.ts";

const circle = 2n ** 32n;

test.each<[string, number, bigint, boolean]>([
  ["the same transaction", 1_000, 1_000n, true],
  ["the one after", 1_001, 1_000n, true],
  ["the one before", 999, 1_000n, false],
  ["long before", 3, 2_000_000_000n, false],
  ["in a later round", 1_000, 7n * circle + 1_000n, true],
  ["before, in a later round", 999, 7n * circle + 1_000n, false],
  ["just after the numbers began anew", 5, circle - 3n, true],
  ["just before they began anew", Number(circle - 3n), circle + 5n, false],
])("%s", (_name, xmin, horizon, expected) => {
  expect(isSince(xmin, horizon)).toBe(expected);
});
