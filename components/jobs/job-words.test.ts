import { expect, test } from "vitest";
import type { JobState } from "#lib/jobs/schema";
import { stateMarks, stateReason, tookWords, troubledStates } from "./job-words.ts";

test.each([
  [0, "0 ms"],
  [12.4, "12 ms"],
  [999, "999 ms"],
  [1_400, "1.4 s"],
  [12_900, "12 s"],
  [192_000, "3 min"],
])("%d ms is %s", (ms, words) => {
  expect(tookWords(ms)).toBe(words);
});

const run = { error: "disk full", attempt: 2 } as never;
const reason = (state: JobState, options: { overdueSince?: string; schedule?: string } = {}) =>
  stateReason({ state, overdueSince: null, timeoutMs: 60_000, schedule: "every 15 s", lastRun: run, lastEnded: run, ...options }, (at) =>
    at.slice(11, 16),
  );

test.each<[string | undefined, string | undefined]>([
  [reason("unattended"), "Nothing starts until a job process runs"],
  [reason("unattended", { overdueSince: "2026-11-20T11:00:00Z" }), "Was due 11:00; nothing starts until a job process runs"],
  [reason("stuck"), "Runs longer than its time-out of 1 min; its process may be gone"],
  [reason("late", { overdueSince: "2026-11-20T11:00:00Z" }), "Was due 11:00 and has not started"],
  [reason("failed"), "disk full"],
  [reason("retrying"), "Attempt 2 failed; the next follows by itself"],
  [reason("never_ran"), undefined],
  [reason("never_ran", { schedule: "on demand" }), "Runs when something asks for it"],
  [reason("ok"), undefined],
])("%s", (told, words) => {
  expect(told).toBe(words);
});

test("nothing that is unknown or wrong is green", () => {
  const green = Object.entries(stateMarks).flatMap(([state, { tone }]) => (tone === "ok" ? [state] : []));
  expect(green).toEqual(["running", "ok"]);
  expect(troubledStates.filter((state) => green.includes(state))).toEqual([]);
});
