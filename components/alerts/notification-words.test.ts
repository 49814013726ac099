import { expect, test } from "vitest";
import { outcomeOf } from "./notification-words.ts";

const tried = { startedAt: "2026-11-20T12:00:00.000Z", durationMs: null, isSuccess: null, statusCode: null, error: null };

test.each([
  ["nobody has tried", 0, false, null, "No attempt yet"],
  ["it is tried now", 1, true, tried, "1 attempt: under way"],
  ["its sender was killed", 1, false, tried, "1 attempt: interrupted, the process ended"],
  ["it arrived", 1, false, { ...tried, isSuccess: true, statusCode: 200, durationMs: 1_204 }, "1 attempt: answered 200 after 1,204 ms"],
  ["it was taken without a code", 2, false, { ...tried, isSuccess: true, durationMs: 7 }, "2 attempts: taken after 7 ms"],
  ["it failed", 3, false, { ...tried, isSuccess: false, error: "answered 500", statusCode: 500 }, "3 attempts: answered 500"],
  ["it failed without a word", 1, false, { ...tried, isSuccess: false }, "1 attempt: failed"],
] as const)("%s", (_, attempts, isBeingSent, lastAttempt, words) => {
  expect(outcomeOf({ attempts, isBeingSent, lastAttempt })).toBe(words);
});
