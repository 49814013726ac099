import { expect, test } from "vitest";
import { outcomeWords } from "./outcome-words.ts";

const attempt = {
  number: 1,
  startedAt: "2026-11-20T12:00:00.000Z",
  durationMs: 1_234,
  isSuccess: true,
  statusCode: 200,
  error: null,
  response: null,
};

test.each([
  [
    "arrived",
    { state: "sent" as const, log: [attempt], lastError: null },
    { tone: "ok", text: "The test arrived: answered with 200 after 1,234 ms" },
  ],
  [
    "mail",
    { state: "sent" as const, log: [{ ...attempt, statusCode: null }], lastError: null },
    { tone: "ok", text: "The test arrived: answered after 1,234 ms" },
  ],
  [
    "failed",
    { state: "dead" as const, log: [], lastError: "timed out after 10 s" },
    { tone: "bad", text: "The test failed: timed out after 10 s" },
  ],
])("%s", (_, delivery, words) => {
  expect(outcomeWords(delivery)).toEqual(words);
});
