import { expect, test } from "vitest";
import { isDomainError } from "#lib/core/errors";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { historyRange } from "#lib/fleet/history-range";

const iso = (offset: Parameters<typeof fromNoon>[0]) => fromNoon(offset).toISOString();

test.each([
  { name: "nothing: the last 24 hours", input: {}, start: fromNoon({ days: -1 }), end: noon },
  { name: "a start: until now", input: { start: iso({ days: -7 }) }, start: fromNoon({ days: -7 }), end: noon },
  { name: "an end: 24 hours before it", input: { end: iso({ days: -7 }) }, start: fromNoon({ days: -8 }), end: fromNoon({ days: -7 }) },
  { name: "exactly 90 days", input: { start: iso({ days: -90 }) }, start: fromNoon({ days: -90 }), end: noon },
  {
    name: "offsets other than Z",
    input: { start: "2026-11-20T06:15:00+05:45", end: "2026-11-20T07:00:00+05:45" },
    start: new Date("2026-11-20T00:30:00Z"),
    end: new Date("2026-11-20T01:15:00Z"),
  },
])("$name", ({ input, start, end }) => expect(historyRange(input, noon)).toEqual({ start, end }));

test.each([
  { name: "longer than 90 days", input: { start: iso({ days: -90, seconds: -1 }) }, path: "start" },
  { name: "end before start", input: { start: iso({ hours: -1 }), end: iso({ hours: -2 }) }, path: "end" },
  { name: "empty", input: { start: iso({ hours: -1 }), end: iso({ hours: -1 }) }, path: "end" },
  { name: "a start in the future", input: { start: iso({ hours: 1 }) }, path: "start" },
])("refused, naming $path: $name", ({ input, path }) => {
  try {
    historyRange(input, noon);
    expect.unreachable();
  } catch (error) {
    expect(isDomainError(error) && error.errors?.[0]?.path).toBe(path);
  }
});
