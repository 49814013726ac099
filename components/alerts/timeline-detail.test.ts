import { expect, test } from "vitest";
import { timelineDetail } from "./timeline-detail.ts";

const actor = "ann@example.test";

test.each([
  ["only who", "acknowledged", actor, `by ${actor}`, ""],
  ["who and why", "resolved", actor, `by ${actor}: cable is in`, "cable is in"],
  [
    "until when",
    "acknowledged",
    actor,
    `by ${actor}, until 2027-01-01T18:00:00.000Z: disk is ordered`,
    "until <2027-01-01T18:00:00.000Z>: disk is ordered",
  ],
  ["the name at the end", "acknowledgement_ended", actor, `taken back by ${actor}`, "taken back"],
  ["the rule engine", "fired", null, "true for 2 min", "true for 2 min"],
  ["a comment stays as it is", "commented", actor, `by ${actor}: 2027-01-01T18:00:00Z`, `by ${actor}: 2027-01-01T18:00:00Z`],
] as const)("%s", (_, kind, by, detail, words) => {
  expect(timelineDetail({ kind, actor: by, detail }, (at) => `<${at}>`)).toBe(words);
});
