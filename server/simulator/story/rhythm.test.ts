import { describe, expect, test } from "vitest";
import { dayRhythm, meanRhythm, rhythmAt, weekRhythm } from "./rhythm.ts";

const hours = Array.from({ length: 24 }, (_, hour) => hour);

describe("a day", () => {
  test.each([false, true])("peaks at nine in the evening and is quietest before dawn (day off: %s)", (isDayOff) => {
    const weights = hours.map((hour) => dayRhythm(hour, isDayOff));
    expect(weights.indexOf(Math.max(...weights))).toBe(21);
    expect([3, 4, 5]).toContain(weights.indexOf(Math.min(...weights)));
    expect(Math.min(...weights)).toBeGreaterThan(0.05);
    expect(Math.max(...weights)).toBeLessThanOrEqual(1);
  });

  test("midnight joins the evening: no step between 23:59 and 00:00", () => {
    expect(Math.abs(dayRhythm(23.99, false) - dayRhythm(0, false))).toBeLessThan(0.01);
  });

  test("a day off starts later", () => {
    expect(dayRhythm(8, true)).toBeLessThan(dayRhythm(8, false));
    expect(dayRhythm(13, true)).toBeGreaterThan(dayRhythm(13, false));
  });
});

test("the weekend is busier than any working day", () => {
  const working = [1, 2, 3, 4, 5].map(weekRhythm);
  expect(Math.min(weekRhythm(0), weekRhythm(6))).toBeGreaterThan(Math.max(...working));
});

test.each([
  { place: "Berlin", utcOffsetH: 1, peakUtc: "2026-11-20T20:00:00Z" },
  { place: "Tokyo", utcOffsetH: 9, peakUtc: "2026-11-20T12:00:00Z" },
  { place: "Los Angeles", utcOffsetH: -8, peakUtc: "2026-11-21T05:00:00Z" },
])("$place has its evening at $peakUtc", ({ utcOffsetH, peakUtc }) => {
  const peak = new Date(peakUtc);
  const others = hours.map((hour) => rhythmAt(new Date(peak.getTime() - (hour + 0.5) * 1_800_000), utcOffsetH));
  expect(rhythmAt(peak, utcOffsetH)).toBeGreaterThan(Math.max(...others));
});

test("an instant before 1970 has a rhythm too", () => {
  expect(rhythmAt(new Date(-1), 0)).toBeGreaterThan(0);
});

test("the mean of a week lies between night and peak", () => {
  expect(meanRhythm).toBeGreaterThan(0.3);
  expect(meanRhythm).toBeLessThan(0.6);
});
