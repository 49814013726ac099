import { describe, expect, test } from "vitest";
import { formatDuration, formatExactDuration, formatInstant, formatOffset, formatRelative } from "#lib/universal/time-format";

const now = new Date("2026-11-20T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe("formatRelative", () => {
  test.each([
    [0, "just now"],
    [-4, "just now"],
    [12, "12 s ago"],
    [59, "59 s ago"],
    [61, "1 min ago"],
    [3599, "59 min ago"],
    [7300, "2 h ago"],
    [86_400 * 3, "3 d ago"],
    [-86_400 * 3, "in 3 d"],
    [86_400 * 65, "2 months ago"],
    [86_400 * 800, "2 years ago"],
  ])("%s seconds before now is %s", (seconds, text) => expect(formatRelative(ago(seconds), now)).toBe(text));
});

describe("formatInstant", () => {
  test("writes the zone's own wall clock", () => {
    expect(formatInstant(now, "UTC")).toBe("20 Nov 2026, 12:00:00");
    expect(formatInstant(now, "Asia/Kathmandu", "clock")).toBe("17:45");
    expect(formatInstant("2026-11-20T00:30:00Z", "America/St_Johns", "weekday")).toBe("Thu 19 Nov");
  });
  test("midnight is 00:00, not 24:00", () => expect(formatInstant("2026-11-20T00:00:00Z", "UTC", "clock")).toBe("00:00"));
});

test.each([
  ["UTC", "UTC"],
  ["Asia/Kathmandu", "UTC+05:45"],
  ["America/St_Johns", "UTC-03:30"],
])("the offset of %s is %s", (zone, offset) => expect(formatOffset(now, zone)).toBe(offset));

test.each([
  [45_900, "45 s"],
  [720_000, "12 min"],
  [12_000_000, "3 h 20 min"],
  [7_200_000, "2 h"],
  [446_400_000, "5 d 4 h"],
])("%s ms is %s", (durationMs, text) => expect(formatDuration(durationMs)).toBe(text));

test.each([
  [0, "0 s"],
  [30, "30 s"],
  [90, "1 min 30 s"],
  [300, "5 min"],
  [5_400, "1 h 30 min"],
  [14_400, "4 h"],
  [90_061, "1 d 1 h 1 min 1 s"],
])("a setting of %d s is %s, exactly", (seconds, text) => {
  expect(formatExactDuration(seconds)).toBe(text);
});
