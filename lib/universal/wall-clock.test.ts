import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromWallClock, toWallClock } from "#lib/universal/wall-clock";

describe("fromWallClock", () => {
  test.each([
    ["UTC", "2026-11-20T12:00", "2026-11-20T12:00:00.000Z"],
    ["Asia/Kathmandu", "2026-11-20T00:00", "2026-11-19T18:15:00.000Z"],
    ["America/St_Johns", "2026-11-20T00:00", "2026-11-20T03:30:00.000Z"],
    ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00.000Z"], // skipped: 03:30 summer time
    ["Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z"], // twice: the first
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00.000Z"], // a gap of 30 minutes
  ])("in %s %s is %s", (zone, text, instant) => expect(fromWallClock(text, zone)?.toISOString()).toBe(instant));

  test.each(["", "2026-11-20", "2026-13-01T00:00", "tomorrow"])("%j is no time", (text) =>
    expect(fromWallClock(text, "UTC")).toBeUndefined(),
  );
});

test("a wall clock read back is the same wall clock", () => {
  const zones = ["UTC", "Asia/Kathmandu", "America/St_Johns", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"];
  const minutes = fc.integer({ min: 30_000_000, max: 31_600_000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
      const text = toWallClock(new Date(minute * 60_000), zone);
      const back = fromWallClock(text, zone);
      expect(back && toWallClock(back, zone)).toBe(text);
    }),
  );
});
