import { expect, test } from "vitest";
import { statusWords, usedWords } from "./queue-item-words.ts";

test.each([
  ["in_queue", null, "waiting"],
  ["active", null, "active"],
  ["consumed", "traffic", "consumed by traffic"],
  ["consumed", "time", "consumed by time"],
  ["cancelled", null, "cancelled"],
] as const)("%s %s reads as %s", (status, consumedBy, words) => {
  expect(statusWords({ status, consumedBy })).toBe(words);
});

test("a taken-back gigabyte lowers the quota", () => {
  const gib = 2n ** 30n;
  expect(usedWords({ used: { upload: "0", download: String(gib) }, trafficLimit: String(10n * gib), adjustQuota: String(-gib) })).toBe(
    "1.00 GiB of 9.00 GiB",
  );
});
