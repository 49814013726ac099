import { expect, test } from "vitest";
import { reputationTone, reputationWords } from "./reputation-words.ts";

test.each([
  [7_394, "+7,394", "ok"],
  [0, "0", "ok"],
  [-256, "−256", "warn"],
  [-1_048_576, "−1,048,576", "warn"],
  [-2_147_483_648, "−2,147,483,648", "bad"],
] as const)("%d is %s, %s", (reputation, words, tone) =>
  expect([reputationWords(reputation), reputationTone(reputation)]).toEqual([words, tone]),
);
