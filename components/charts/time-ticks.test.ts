import { describe, expect, test } from "vitest";
import { bucketTitle, timeTicks } from "./time-ticks.ts";

const hourMs = 3_600_000;
const hourly = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    fromMs: Date.parse(from) + index * hourMs,
    untilMs: Date.parse(from) + (index + 1) * hourMs,
  }));
const labels = (from: string, count: number, zone: string) => timeTicks(hourly(from, count), zone).map((tick) => tick.label);

describe("timeTicks", () => {
  test("a day by three hours, midnight as the date", () => {
    expect(labels("2026-11-19T11:00:00Z", 24, "UTC")).toEqual(["12:00", "15:00", "18:00", "21:00", "20 Nov", "03:00", "06:00", "09:00"]);
  });
  test("follows the zone", () =>
    expect(labels("2026-11-19T11:15:00Z", 24, "Asia/Kathmandu")).toEqual([
      "18:00",
      "21:00",
      "20 Nov",
      "03:00",
      "06:00",
      "09:00",
      "12:00",
      "15:00",
    ]));
  test("a week by days", () =>
    expect(labels("2026-11-13T11:00:00Z", 168, "UTC")).toEqual(["14 Nov", "15 Nov", "16 Nov", "17 Nov", "18 Nov", "19 Nov", "20 Nov"]));
  test("a day that begins at one o'clock still gets its tick", () => {
    expect(labels("2026-03-26T21:00:00Z", 100, "Africa/Cairo")).toContain("27 Mar");
    expect(labels("2026-04-22T22:00:00Z", 96, "Africa/Cairo")).toContain("24 Apr"); // 00:00 is skipped
  });
  test("every second one may be left out", () =>
    expect(timeTicks(hourly("2026-11-19T11:00:00Z", 24), "UTC").map((tick) => tick.isMinor)).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]));
  test("nothing gives nothing", () => expect(timeTicks([], "UTC")).toEqual([]));
});

test("a bucket in words", () => {
  expect(bucketTitle({ fromMs: Date.parse("2026-11-20T14:00:00Z"), untilMs: Date.parse("2026-11-20T15:00:00Z") }, "UTC")).toBe(
    "Fri 20 Nov, 14:00 – 15:00",
  );
  expect(bucketTitle({ fromMs: Date.parse("2026-03-28T23:00:00Z"), untilMs: Date.parse("2026-03-29T22:00:00Z") }, "Europe/Berlin")).toBe(
    "Sun 29 Mar",
  );
});
