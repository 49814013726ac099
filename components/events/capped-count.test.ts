import { expect, test } from "vitest";
import { cappedCount } from "./capped-count.ts";

test.each([
  [0, "0"],
  [9_999, "9,999"],
  [10_000, "10,000"],
  [10_001, "10,000+"],
])("%i is shown as %s", (count, words) => {
  expect(cappedCount(count)).toBe(words);
});
