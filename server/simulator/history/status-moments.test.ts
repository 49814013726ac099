import { expect, test } from "vitest";
import { statusMoments } from "./status-moments.ts";

const start = new Date("2026-11-20T00:30:00Z");
const end = new Date("2026-11-20T03:10:00Z");

test("hours, an outage's begin and end, each minute until the time-out has passed, and the end", () => {
  const from = Date.parse("2026-11-20T01:10:00Z");
  const outage = { serverKey: "fra-1", kind: "away" as const, from, to: from + 20 * 60_000, reason: "away" };
  const moments = statusMoments(start, end, [outage], 120_000);
  expect(moments.map(({ at }) => at.toISOString().slice(11, 16))).toEqual([
    "01:00",
    "01:10",
    "01:11",
    "01:12",
    "01:13",
    "01:30",
    "02:00",
    "03:00",
    "03:10",
  ]);
  expect(moments.filter(({ isHour }) => isHour).map(({ at }) => at.getUTCHours())).toEqual([1, 2, 3]);
  expect(moments.map(({ begins, ends }) => begins.length - ends.length)).toEqual([0, 1, 0, 0, 0, -1, 0, 0, 0]);
});

test("an outage that begins on the hour shares its moment", () => {
  const from = Date.parse("2026-11-20T02:00:00Z");
  const moments = statusMoments(start, end, [{ serverKey: "fra-1", kind: "maintenance", from, to: from + 60_000, reason: "x" }], 30_000);
  expect(moments.filter(({ at }) => at.getTime() === from)).toHaveLength(1);
});
