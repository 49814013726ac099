import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { afterFailure } from "./after-failure.ts";

test.each([
  [1, 0, { state: "queued", nextAttemptAt: fromNoon({ seconds: 2.5 }) }],
  [2, 0, { state: "queued", nextAttemptAt: fromNoon({ seconds: 5 }) }],
  [3, 0, { state: "queued", nextAttemptAt: fromNoon({ seconds: 10 }) }],
  [4, 0.5, { state: "queued", nextAttemptAt: fromNoon({ seconds: 30 }) }],
  [5, 0, { state: "dead" }],
  [6, 0, { state: "dead" }],
])("attempt %i failed", (attempts, random, after) => {
  expect(afterFailure(attempts, noon, random)).toEqual(after);
});
