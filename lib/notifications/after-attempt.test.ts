import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { afterFailure, isToBePaused, maxAttempts, targetRest } from "#lib/notifications/after-attempt";

test.each([
  { attempts: 1, waitsS: 5 },
  { attempts: 2, waitsS: 10 },
  { attempts: 11, waitsS: 5_120 },
  { attempts: 12, waitsS: 7_200 },
  { attempts: 23, waitsS: 7_200 },
])("after failure $attempts it waits $waitsS s at most, and half of it at least", ({ attempts, waitsS }) => {
  const waits = (random: number) => {
    const after = afterFailure({ attempts, maxAttempts }, noon, random);
    return after.state === "waiting" ? (after.nextAttemptAt.getTime() - noon.getTime()) / 1_000 : undefined;
  };
  expect(waits(0)).toBe(waitsS / 2);
  expect(waits(0.999_999)).toBeCloseTo(waitsS, 1);
});

test("dead after the last attempt, or when trying again cannot help", () => {
  expect(afterFailure({ attempts: 24, maxAttempts }, noon, 0)).toEqual({ state: "dead" });
  expect(afterFailure({ attempts: 1, maxAttempts, isFinal: true }, noon, 0)).toEqual({ state: "dead" });
});

test.each([
  { asked: "an hour", retryAfterMs: 3_600_000, waitsMs: 3_600_000 },
  { asked: "a week, which is too long", retryAfterMs: 604_800_000, waitsMs: 7_200_000 },
  { asked: "less than it would wait anyway", retryAfterMs: 1, waitsMs: 2_500 },
])("a receiver that asks for $asked", ({ retryAfterMs, waitsMs }) => {
  expect(afterFailure({ attempts: 1, maxAttempts, retryAfterMs }, noon, 0)).toEqual({
    state: "waiting",
    nextAttemptAt: new Date(noon.getTime() + waitsMs),
  });
});

test.each([
  { failures: 2, restMs: null },
  { failures: 3, restMs: 500 },
  { failures: 5, restMs: 2_000 },
  { failures: 50, restMs: 30_000 },
])("a target rests $restMs ms after $failures failures in a row", ({ failures, restMs }) => {
  expect(targetRest(failures, noon, 0)).toEqual(restMs === null ? null : new Date(noon.getTime() + restMs));
});

test("paused after three days", () => {
  expect(isToBePaused(noon, fromNoon({ days: 3, seconds: -1 }))).toBe(false);
  expect(isToBePaused(noon, fromNoon({ days: 3 }))).toBe(true);
});
