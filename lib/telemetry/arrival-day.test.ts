import { expect, test } from "vitest";
import { dayEnd, dayStart } from "./arrival-day.ts";

test.each([
  ["2026-11-20", "2026-11-20T00:00:00.000000Z", "2026-11-21T00:00:00.000000Z"],
  ["2026-12-31", "2026-12-31T00:00:00.000000Z", "2027-01-01T00:00:00.000000Z"],
  ["2028-02-28", "2028-02-28T00:00:00.000000Z", "2028-02-29T00:00:00.000000Z"],
])("%s", (day, start, end) => {
  expect([dayStart(day), dayEnd(day)]).toEqual([start, end]);
});
