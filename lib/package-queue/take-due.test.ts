import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { takeDue } from "./take-due.ts";

const due = fromNoon({ seconds: -1 });
const later = fromNoon({ seconds: 1 });

test.each([
  ["nothing", [], []],
  [
    "all of one user in order",
    [
      ["a1", due],
      ["a2", noon],
    ],
    ["a1", "a2"],
  ],
  [
    "what waits holds back what follows it",
    [
      ["a1", due],
      ["a2", later],
      ["a3", due],
    ],
    ["a1"],
  ],
  [
    "but nobody else",
    [
      ["a1", later],
      ["b1", due],
      ["a2", due],
      ["b2", due],
    ],
    ["b1", "b2"],
  ],
] as const)("%s", (_name, events, taken) => {
  const queued = events.map(([id, nextAttemptAt]) => ({ id, userId: id.charAt(0), nextAttemptAt }));
  expect(takeDue(queued, noon).map(({ id }) => id)).toEqual(taken);
});
