import { expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

test.each([
  { failures: 1, chance: 0, waitMs: 500 },
  { failures: 1, chance: 1, waitMs: 1_000 },
  { failures: 2, chance: 1, waitMs: 2_000 },
  { failures: 5, chance: 1, waitMs: 16_000 },
  { failures: 6, chance: 1, waitMs: 30_000 },
  { failures: 5_000, chance: 0, waitMs: 15_000 },
])("after $failures failures, by chance $chance: $waitMs ms", ({ failures, chance, waitMs }) => {
  expect(backoffMs(failures, chance)).toBe(waitMs);
});
