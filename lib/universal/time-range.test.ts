import { describe, expect, test } from "vitest";
import { bucketFor, resolveRange, shiftRange } from "#lib/universal/time-range";

const now = new Date("2026-11-20T10:20:30Z");
const iso = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

describe("resolveRange", () => {
  test.each([
    ["1h", "2026-11-20T09:30:00.000Z", "2026-11-20T10:30:00.000Z"],
    ["24h", "2026-11-19T11:15:00.000Z", "2026-11-20T10:30:00.000Z"],
    ["7d", "2026-11-13T11:15:00.000Z", "2026-11-20T10:30:00.000Z"],
    ["30d", "2026-10-22T10:15:00.000Z", "2026-11-20T10:30:00.000Z"],
  ] as const)("%s", (preset, from, to) => expect(iso(resolveRange({ preset }, now))).toEqual([from, to]));

  test.each([0, 15, 30, 45])("24 local hours where hours begin at minute %i", (minute) => {
    const edgeMs = minute * 60_000;
    const hourOf = (at: Date) => Math.floor((at.getTime() - edgeMs) / 3_600_000);
    for (let quarter = 0; quarter < 96; quarter++) {
      const { from, to } = resolveRange({ preset: "24h" }, new Date(Date.parse("2026-11-20T00:00:00Z") + quarter * 900_000));
      expect(hourOf(new Date(to.getTime() - 1)) - hourOf(from) + 1).toBe(24);
    }
  });
  test("30 days hold 30 local days where midnight is at a quarter", () => {
    const { from } = resolveRange({ preset: "30d" }, new Date("2026-11-20T18:20:00Z")); // 00:05 in Kathmandu
    expect(from.toISOString()).toBe("2026-10-22T18:15:00.000Z"); // 00:00 there
  });
  test("a fixed range stays", () => {
    const fixed = { from: new Date(0), to: now };
    expect(resolveRange(fixed, now)).toBe(fixed);
  });
});

test.each([
  [6, "15m"],
  [12, "15m"],
  [24, "hour"],
  [192, "hour"],
  [193, "day"],
])("%s hours are drawn by %s", (hours, bucket) => {
  expect(bucketFor({ from: now, to: new Date(now.getTime() + hours * 3_600_000) })).toBe(bucket);
});

describe("shiftRange", () => {
  test.each([
    ["24h", "2026-11-18T11:15:00.000Z"],
    ["7d", "2026-11-06T11:15:00.000Z"],
    ["30d", "2026-09-22T10:15:00.000Z"],
  ] as const)("%s goes back by its whole length", (preset, from) =>
    expect(iso(shiftRange(resolveRange({ preset }, now), -1))[0]).toBe(from),
  );

  test("forth and back is the identity, and a range of whole buckets touches its neighbour", () => {
    const range = { from: new Date("2026-11-20T06:00:00Z"), to: new Date("2026-11-20T09:45:00Z") };
    expect(shiftRange(shiftRange(range, -1), 1)).toEqual(range);
    expect(shiftRange(range, -1).to).toEqual(range.from);
  });
});
