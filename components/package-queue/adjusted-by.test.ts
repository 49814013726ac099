import { expect, test } from "vitest";
import { adjustedBy } from "./adjusted-by.ts";

test.each([
  ["0", "give", "1", "1073741824"],
  ["0", "take", "1", "-1073741824"],
  ["1073741824", "take", "1.5", "-536870912"],
  ["-5", "give", "0", "-5"],
  ["0", "give", "much", undefined],
  ["0", "take", "", undefined],
] as const)("%s, %s %s GiB: %s", (present, direction, adjustQuota, adjusted) =>
  expect(adjustedBy(present, { direction, adjustQuota, unit: "GiB" })).toBe(adjusted),
);
