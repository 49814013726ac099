import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketEdges, isWithinLocalDays, quarterS, recentEdges } from "#lib/universal/buckets";

const seconds = (iso: string) => Date.parse(iso) / 1000;
const iso = (atS: number) => new Date(atS * 1000).toISOString().replace(":00.000Z", "Z");
const edgesOf = (unit: "15m" | "hour" | "day", zone: string, from: string, to: string) =>
  bucketEdges(unit, zone, seconds(from), seconds(to)).map(iso);

describe("local days", () => {
  test.each([
    ["UTC", "UTC", "2026-11-19T23:59Z", "2026-11-20T00:01Z", ["2026-11-19T00:00Z", "2026-11-20T00:00Z", "2026-11-21T00:00Z"]],
    ["three quarters", "Asia/Kathmandu", "2026-11-20T12:00Z", "2026-11-20T12:01Z", ["2026-11-19T18:15Z", "2026-11-20T18:15Z"]],
    ["half", "Asia/Kolkata", "2026-11-20T18:29Z", "2026-11-20T18:31Z", ["2026-11-19T18:30Z", "2026-11-20T18:30Z", "2026-11-21T18:30Z"]],
    ["Eucla", "Australia/Eucla", "2026-11-20T12:00Z", "2026-11-20T15:15Z", ["2026-11-19T15:15Z", "2026-11-20T15:15Z"]],
    ["23 h", "Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T12:00Z", ["2026-03-28T23:00Z", "2026-03-29T22:00Z"]],
    ["25 h", "Europe/Berlin", "2026-10-25T00:00Z", "2026-10-25T12:00Z", ["2026-10-24T22:00Z", "2026-10-25T23:00Z"]],
    ["25 h, half", "America/St_Johns", "2026-11-01T12:00Z", "2026-11-01T13:00Z", ["2026-11-01T02:30Z", "2026-11-02T03:30Z"]],
    ["24.5 h", "Australia/Lord_Howe", "2026-04-05T00:00Z", "2026-04-05T01:00Z", ["2026-04-04T13:00Z", "2026-04-05T13:30Z"]],
    ["23.5 h", "Australia/Lord_Howe", "2026-10-04T00:00Z", "2026-10-04T01:00Z", ["2026-10-03T13:30Z", "2026-10-04T13:00Z"]],
    ["Chatham, 23 h", "Pacific/Chatham", "2026-09-26T15:00Z", "2026-09-26T16:00Z", ["2026-09-26T11:15Z", "2026-09-27T10:15Z"]],
    ["no midnight", "Asia/Beirut", "2026-03-28T22:00Z", "2026-03-28T22:01Z", ["2026-03-28T22:00Z", "2026-03-29T21:00Z"]],
    [
      "23:00 twice",
      "Asia/Beirut",
      "2026-10-24T21:30Z",
      "2026-10-24T22:30Z",
      ["2026-10-23T21:00Z", "2026-10-24T22:00Z", "2026-10-25T22:00Z"],
    ],
    ["no midnight", "America/Santiago", "2026-09-06T12:00Z", "2026-09-06T13:00Z", ["2026-09-06T04:00Z", "2026-09-07T03:00Z"]],
    ["23:00 twice", "America/Santiago", "2026-04-05T03:30Z", "2026-04-05T03:31Z", ["2026-04-04T03:00Z", "2026-04-05T04:00Z"]],
    ["no midnight", "Africa/Cairo", "2026-04-24T00:00Z", "2026-04-24T01:00Z", ["2026-04-23T22:00Z", "2026-04-24T21:00Z"]],
    ["23:00 twice", "Africa/Cairo", "2026-10-29T21:30Z", "2026-10-29T21:31Z", ["2026-10-28T21:00Z", "2026-10-29T22:00Z"]],
    ["midnight twice", "America/Havana", "2026-11-01T05:00Z", "2026-11-01T05:01Z", ["2026-11-01T04:00Z", "2026-11-02T05:00Z"]],
    [
      "30 December 2011 did not happen",
      "Pacific/Apia",
      "2011-12-30T09:59Z",
      "2011-12-30T10:01Z",
      ["2011-12-29T10:00Z", "2011-12-30T10:00Z", "2011-12-31T10:00Z"],
    ],
    [
      "back at one past midnight",
      "America/St_Johns",
      "2010-11-07T02:00Z",
      "2010-11-07T04:00Z",
      ["2010-11-06T02:30Z", "2010-11-07T02:30Z", "2010-11-08T03:30Z"],
    ],
  ])("%s: %s, %s to %s", (_name, zone, from, to, edges) => {
    expect(edgesOf("day", zone, from, to)).toEqual(edges);
  });
});

describe("local hours", () => {
  test.each([
    ["UTC", "UTC", "2026-11-20T12:00Z", "2026-11-20T13:00Z", ["2026-11-20T12:00Z", "2026-11-20T13:00Z"]],
    [
      "three quarters",
      "Asia/Kathmandu",
      "2026-11-20T12:00Z",
      "2026-11-20T12:30Z",
      ["2026-11-20T11:15Z", "2026-11-20T12:15Z", "2026-11-20T13:15Z"],
    ],
    ["half", "America/St_Johns", "2026-11-20T12:15Z", "2026-11-20T12:31Z", ["2026-11-20T11:30Z", "2026-11-20T12:30Z", "2026-11-20T13:30Z"]],
    [
      "02:00 twice is two",
      "Europe/Berlin",
      "2026-10-25T00:00Z",
      "2026-10-25T02:00Z",
      ["2026-10-25T00:00Z", "2026-10-25T01:00Z", "2026-10-25T02:00Z"],
    ],
    [
      "a skipped hour is none",
      "Europe/Berlin",
      "2026-03-29T00:00Z",
      "2026-03-29T02:00Z",
      ["2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-29T02:00Z"],
    ],
    [
      "01:00 lasts 90 minutes",
      "Australia/Lord_Howe",
      "2026-04-04T14:00Z",
      "2026-04-04T15:31Z",
      ["2026-04-04T14:00Z", "2026-04-04T15:30Z", "2026-04-04T16:30Z"],
    ],
    [
      "02:00 lasts 30 minutes",
      "Australia/Lord_Howe",
      "2026-10-03T15:29Z",
      "2026-10-03T16:01Z",
      ["2026-10-03T14:30Z", "2026-10-03T15:30Z", "2026-10-03T16:00Z", "2026-10-03T17:00Z"],
    ],
    [
      "from 02:45 to 03:45",
      "Pacific/Chatham",
      "2026-09-26T13:15Z",
      "2026-09-26T14:16Z",
      ["2026-09-26T13:15Z", "2026-09-26T14:00Z", "2026-09-26T14:15Z", "2026-09-26T15:15Z"],
    ],
  ])("%s: %s, %s to %s", (_name, zone, from, to, edges) => {
    expect(edgesOf("hour", zone, from, to)).toEqual(edges);
  });
});

test("quarters need no zone", () => {
  expect(edgesOf("15m", "Asia/Kathmandu", "2026-11-20T12:01Z", "2026-11-20T12:15Z")).toEqual(["2026-11-20T12:00Z", "2026-11-20T12:15Z"]);
});

describe("recent ranges: the last bucket is the present one", () => {
  test.each([
    ["day", "UTC", "2026-11-20T12:34Z", "2026-11-19T13:00Z", "2026-11-20T13:00Z", 24],
    ["day", "Asia/Kathmandu", "2026-11-20T12:14Z", "2026-11-19T12:15Z", "2026-11-20T12:15Z", 24],
    ["day", "Asia/Kathmandu", "2026-11-20T12:15Z", "2026-11-19T13:15Z", "2026-11-20T13:15Z", 24],
    ["week", "America/St_Johns", "2026-11-20T12:00Z", "2026-11-14T03:30Z", "2026-11-21T03:30Z", 7],
    ["week", "Europe/Berlin", "2026-10-25T22:59Z", "2026-10-18T22:00Z", "2026-10-25T23:00Z", 7],
    ["week", "Europe/Berlin", "2026-10-25T23:00Z", "2026-10-19T22:00Z", "2026-10-26T23:00Z", 7],
    ["week", "Pacific/Apia", "2012-01-02T12:00Z", "2011-12-27T10:00Z", "2012-01-03T10:00Z", 7],
    ["month", "Asia/Kathmandu", "2026-11-20T12:00Z", "2026-10-21T18:15Z", "2026-11-20T18:15Z", 30],
    ["month", "America/Santiago", "2026-09-10T12:00Z", "2026-08-12T04:00Z", "2026-09-11T03:00Z", 30],
  ] as const)("%s in %s at %s", (range, zone, now, from, to, count) => {
    const edges = recentEdges(range, zone, seconds(now));
    expect([iso(edges[0] ?? 0), iso(edges.at(-1) ?? 0), edges.length - 1]).toEqual([from, to, count]);
  });
});

test("days of a limit are the zone's own", () => {
  const berlin = (from: string, to: string, days: number) => isWithinLocalDays("Europe/Berlin", seconds(from), seconds(to), days);
  expect(berlin("2026-10-24T22:00Z", "2026-10-25T23:00Z", 1)).toBe(true);
  expect(berlin("2026-10-24T22:00Z", "2026-10-25T23:01Z", 1)).toBe(false);
  expect(berlin("2026-03-28T23:00Z", "2026-03-29T22:01Z", 1)).toBe(false);
});

const zones = Intl.supportedValuesOf("timeZone");
const anyRange = fc.record({
  zone: fc.constantFrom(...zones),
  unit: fc.constantFrom("15m" as const, "hour" as const, "day" as const),
  fromS: fc.integer({ min: seconds("1975-01-01T00:00:00Z"), max: seconds("2037-12-01T00:00:00Z") }),
  lengthS: fc.integer({ min: 1, max: 40 * 86_400 }),
});

test("edges increase, lie on quarters, cover the range tightly, and every instant has exactly one bucket", () => {
  // Casey went back three hours in one night of 2010.
  const longest = { "15m": 900, hour: 2 * 3600, day: 27 * 3600 };
  fc.assert(
    fc.property(anyRange, fc.nat(), ({ zone, unit, fromS, lengthS }, place) => {
      const toS = fromS + lengthS;
      const edges = bucketEdges(unit, zone, fromS, toS);
      const lengths = edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0));
      expect(lengths.every((length) => length > 0 && length <= longest[unit])).toBe(true);
      expect(edges.every((edge) => edge % quarterS === 0)).toBe(true);
      expect([(edges[0] ?? 0) <= fromS, (edges[1] ?? 0) > fromS, (edges.at(-1) ?? 0) >= toS, (edges.at(-2) ?? 0) < toS]).toEqual([
        true,
        true,
        true,
        true,
      ]);
      const atS = fromS + (place % lengthS);
      const holding = edges.slice(0, -1).filter((edge, index) => edge <= atS && atS < (edges[index + 1] ?? 0));
      expect(holding).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});

test("where buckets begin does not depend on the range asked for", () => {
  fc.assert(
    fc.property(anyRange, ({ zone, unit, fromS, lengthS }) => {
      const wide = bucketEdges(unit, zone, fromS - 5 * 86_400, fromS + lengthS + 5 * 86_400);
      const narrow = bucketEdges(unit, zone, fromS, fromS + lengthS);
      const at = wide.indexOf(narrow[0] ?? 0);
      expect(wide.slice(at, at + narrow.length)).toEqual(narrow);
    }),
    { numRuns: 200 },
  );
});

test("a recent range has its count of buckets and holds now in the last, whatever zone and moment", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom("day" as const, "week" as const, "month" as const),
      anyRange,
      (zone, range, { fromS }) => {
        const edges = recentEdges(range, zone, fromS);
        expect(edges).toHaveLength({ day: 25, week: 8, month: 31 }[range]);
        expect([(edges.at(-2) ?? 0) <= fromS, fromS < (edges.at(-1) ?? 0)]).toEqual([true, true]);
      },
    ),
    { numRuns: 300 },
  );
});
