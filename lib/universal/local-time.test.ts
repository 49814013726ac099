import { describe, expect, test } from "vitest";
import { offsetAt, offsetSpans } from "#lib/universal/local-time";

const seconds = (iso: string) => Date.parse(iso) / 1000;
const minute = 60;

test.each([
  ["UTC", "2026-11-20T12:00:00Z", 0],
  ["Asia/Kathmandu", "2026-11-20T12:00:00Z", 345 * minute],
  ["Asia/Kolkata", "2026-11-20T12:00:00Z", 330 * minute],
  ["Australia/Eucla", "2026-11-20T12:00:00Z", 525 * minute],
  ["America/St_Johns", "2026-11-20T12:00:00Z", -210 * minute],
  ["America/St_Johns", "2026-07-01T12:00:00Z", -150 * minute],
  ["Pacific/Chatham", "2026-11-20T12:00:00Z", 825 * minute],
  ["Pacific/Chatham", "2026-07-01T12:00:00Z", 765 * minute],
  ["Australia/Lord_Howe", "2026-11-20T12:00:00Z", 660 * minute],
  ["Australia/Lord_Howe", "2026-07-01T12:00:00Z", 630 * minute],
  ["Pacific/Kiritimati", "2026-11-20T12:00:00Z", 840 * minute],
  ["Pacific/Marquesas", "2026-11-20T12:00:00Z", -570 * minute],
  ["Asia/Kathmandu", "1985-12-31T18:29:59Z", 330 * minute],
  ["Asia/Kathmandu", "1985-12-31T18:30:00Z", 345 * minute],
  ["Africa/Monrovia", "1971-06-01T00:00:00Z", -(44 * minute + 30)],
])("%s at %s", (zone, at, offsetS) => {
  expect(offsetAt(zone, seconds(at))).toBe(offsetS);
});

test("a zone that does not exist is an error", () => {
  expect(() => offsetAt("Nowhere/Town", 0)).toThrow(RangeError);
});

describe("changes are found to the second", () => {
  test.each([
    ["Europe/Berlin", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]],
    ["Australia/Lord_Howe", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", ["2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"]],
    ["Pacific/Apia", "2011-12-01T00:00:00Z", "2012-01-15T00:00:00Z", ["2011-12-30T10:00:00Z"]],
    ["America/St_Johns", "2011-10-01T00:00:00Z", "2011-12-01T00:00:00Z", ["2011-11-06T04:30:00Z"]],
    ["America/St_Johns", "2010-10-01T00:00:00Z", "2010-12-01T00:00:00Z", ["2010-11-07T02:31:00Z"]],
    ["Africa/Casablanca", "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", ["2026-02-15T02:00:00Z", "2026-03-22T02:00:00Z"]],
    ["Asia/Kathmandu", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", []],
  ])("%s from %s to %s", (zone, from, to, changes) => {
    const spans = offsetSpans(zone, seconds(from), seconds(to));
    expect(spans.slice(1).map((span) => new Date(span.fromS * 1000).toISOString().replace(".000", ""))).toEqual(changes);
    expect([spans[0]?.fromS, spans.at(-1)?.toS]).toEqual([seconds(from), seconds(to)]);
  });
});
