import { expect, test } from "vitest";
import { countWords, firstOf } from "./count-words.ts";
import { reasonWords, trendWords } from "./forecast-words.ts";
import { percentUsed, toneOfPercent } from "./percent-used.ts";

test.each([
  [[], "none"],
  [["idle", "ready", "ready"], "2 ready, 1 idle"],
  [["in_drive", "exported"], "1 exported, 1 in drive"],
])("countWords %j: %s", (words, text) => expect(countWords(words)).toBe(text));

test.each([
  [[], "none"],
  [["a", "b"], "a, b"],
  [["a", "b", "c", "d", "e", "f"], "a, b, c, d and 2 more"],
])("firstOf %j: %s", (names, text) => expect(firstOf(names)).toBe(text));

test("a forecast in words", () => {
  expect(trendWords({ bytesPerDay: String(2n ** 31n), confidence: "high" })).toBe("+2.00 GiB a day, fits well");
  expect(trendWords({ bytesPerDay: "-1024", confidence: "low" })).toBe("-1.00 KiB a day, a guess: it goes up and down");
  expect(trendWords({ bytesPerDay: null, confidence: null })).toBe("");
  expect(reasonWords({ reason: "too_little_history" })).toBe("Too little history");
});

test.each([
  ["812", "1000", 81.2, "warn"],
  ["800", "1000", 80, "ok"],
  ["951", "1000", 95.1, "bad"],
  ["1200", "1000", 120, "bad"],
] as const)("%s of %s is %d %%: %s", (used, total, percent, tone) => {
  expect(percentUsed(used, total)).toBe(percent);
  expect(toneOfPercent(percent)).toBe(tone);
});
test("no room, no percent", () => expect(percentUsed("0", "0")).toBeNull());
