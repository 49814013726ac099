import { expect, test } from "vitest";
import { backoffMs } from "#lib/universal/backoff";

const limits = { firstMs: 100, maxMs: 5_000 };

test.each([
  { name: "first, least", attempt: 0, random: 0, ms: 50 },
  { name: "first, most", attempt: 0, random: 0.9999, ms: 100 },
  { name: "doubles", attempt: 3, random: 0, ms: 400 },
  { name: "stops at the ceiling", attempt: 6, random: 0.9999, ms: 5_000 },
  { name: "never overflows", attempt: 5_000, random: 0, ms: 2_500 },
])("$name", ({ attempt, random, ms }) => {
  expect(backoffMs(attempt, limits, random)).toBe(ms);
});
