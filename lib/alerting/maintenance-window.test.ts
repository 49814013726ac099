import { describe, expect, test } from "vitest";
import { nextOccurrences, occurrenceAt, Schedule } from "./maintenance-window.ts";

const instant = (text: string) => new Date(text);
const weekly = (days: number[], at: string, minutes: number, timeZone = "Europe/Berlin"): Schedule =>
  Schedule.parse({ kind: "weekly", days, at, minutes, timeZone });

describe("once", () => {
  const window = Schedule.parse({ kind: "once", from: "2026-11-20T10:00:00Z", to: "2026-11-20T12:00:00Z" });
  test.each([
    ["2026-11-20T09:59:59Z", false],
    ["2026-11-20T10:00:00Z", true],
    ["2026-11-20T11:59:59Z", true],
    ["2026-11-20T12:00:00Z", false],
  ])("%s: %s", (at, isInside) => expect(occurrenceAt(window, instant(at)) !== undefined).toBe(isInside));
  test("it must end after it begins", () => {
    expect(Schedule.safeParse({ kind: "once", from: "2026-11-20T10:00:00Z", to: "2026-11-20T10:00:00Z" }).success).toBe(false);
  });
});

describe("weekly, in its own zone", () => {
  // 20 November 2026 is a Friday.
  test.each([
    ["Friday 03:30 in Berlin is 02:30 UTC", weekly([5], "03:30", 60), "2026-11-20T02:30:00Z", "2026-11-20T02:30:00.000Z"],
    ["a minute before", weekly([5], "03:30", 60), "2026-11-20T02:29:59Z", undefined],
    ["its end is not in it", weekly([5], "03:30", 60), "2026-11-20T03:30:00Z", undefined],
    ["another day", weekly([6], "03:30", 60), "2026-11-20T02:45:00Z", undefined],
    ["over midnight", weekly([4], "23:00", 180), "2026-11-20T00:30:00Z", "2026-11-19T22:00:00.000Z"],
    ["Sunday is 7", weekly([7], "12:00", 60, "UTC"), "2026-11-22T12:30:00Z", "2026-11-22T12:00:00.000Z"],
    ["a whole week long", weekly([1], "00:00", 10_080, "UTC"), "2026-11-22T23:59:59Z", "2026-11-16T00:00:00.000Z"],
    [
      "Friday in Auckland is Thursday in UTC",
      weekly([5], "06:00", 60, "Pacific/Auckland"),
      "2026-11-19T17:30:00Z",
      "2026-11-19T17:00:00.000Z",
    ],
    [
      "02:30 does not exist: it begins when the clock goes on",
      weekly([7], "02:30", 60),
      "2026-03-29T01:45:00Z",
      "2026-03-29T01:30:00.000Z",
    ],
    ["02:30 comes twice: the first", weekly([7], "02:30", 60), "2026-10-25T00:45:00Z", "2026-10-25T00:30:00.000Z"],
    ["… and the second is no window of its own", weekly([7], "02:30", 60), "2026-10-25T01:45:00Z", undefined],
  ])("%s", (_, window, at, from) => expect(occurrenceAt(window, instant(at))?.from.toISOString()).toBe(from));

  test("the next ones, the present one first", () => {
    const next = nextOccurrences(weekly([1, 5], "03:30", 60), instant("2026-11-20T02:45:00Z"), 3);
    expect(next.map(({ from }) => from.toISOString())).toEqual([
      "2026-11-20T02:30:00.000Z",
      "2026-11-23T02:30:00.000Z",
      "2026-11-27T02:30:00.000Z",
    ]);
  });

  test.each([
    ["25:00", [1], 60, "UTC"],
    ["03:30", [], 60, "UTC"],
    ["03:30", [8], 60, "UTC"],
    ["03:30", [1], 0, "UTC"],
    ["03:30", [1], 60, "Mars/Olympus"],
  ])("%s on %j for %i min in %s is refused", (at, days, minutes, timeZone) =>
    expect(Schedule.safeParse({ kind: "weekly", days, at, minutes, timeZone }).success).toBe(false),
  );
});
