import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instant } from "#lib/core/testing/instants";
import { cronAfter, cronAtOrBefore, parseCron } from "#lib/jobs/cron";

test.each([
  { name: "every minute", cron: "* * * * *", at: "2026-11-20T12:00:30Z", before: "2026-11-20T12:00:00Z", after: "2026-11-20T12:01:00Z" },
  {
    name: "on the hour, exactly then",
    cron: "0 * * * *",
    at: "2026-11-20T12:00:00Z",
    before: "2026-11-20T12:00:00Z",
    after: "2026-11-20T13:00:00Z",
  },
  {
    name: "every five minutes",
    cron: "*/5 * * * *",
    at: "2026-11-20T12:04:59Z",
    before: "2026-11-20T12:00:00Z",
    after: "2026-11-20T12:05:00Z",
  },
  {
    name: "daily, over midnight",
    cron: "17 3 * * *",
    at: "2026-11-20T03:16:59Z",
    before: "2026-11-19T03:17:00Z",
    after: "2026-11-20T03:17:00Z",
  },
  {
    name: "a list and a range",
    cron: "0,30 8-10 * * *",
    at: "2026-11-20T11:00:00Z",
    before: "2026-11-20T10:30:00Z",
    after: "2026-11-21T08:00:00Z",
  },
  { name: "Sunday as 7", cron: "0 0 * * 7", at: "2026-11-20T00:00:00Z", before: "2026-11-15T00:00:00Z", after: "2026-11-22T00:00:00Z" },
  {
    name: "either day when both are given",
    cron: "0 0 1 * 1",
    at: "2026-11-20T00:00:00Z",
    before: "2026-11-16T00:00:00Z",
    after: "2026-11-23T00:00:00Z",
  },
  { name: "over the year", cron: "0 0 1 1 *", at: "2026-11-20T00:00:00Z", before: "2026-01-01T00:00:00Z", after: "2027-01-01T00:00:00Z" },
  { name: "29 February", cron: "0 0 29 2 *", at: "2026-11-20T00:00:00Z", before: "2024-02-29T00:00:00Z", after: "2028-02-29T00:00:00Z" },
  {
    name: "a step from a start",
    cron: "10/20 * * * *",
    at: "2026-11-20T12:00:00Z",
    before: "2026-11-20T11:50:00Z",
    after: "2026-11-20T12:10:00Z",
  },
])("$name", ({ cron, at, before, after }) => {
  const parsed = parseCron(cron);
  expect(cronAtOrBefore(parsed, instant(at))).toEqual(instant(before));
  expect(cronAfter(parsed, instant(at))).toEqual(instant(after));
});

test("a day that never comes has no slot", () => {
  expect(cronAfter(parseCron("0 0 30 2 *"), instant("2026-11-20T00:00:00Z"))).toBeUndefined();
});

test.each([
  "",
  "* * * *",
  "60 * * * *",
  "* 24 * * *",
  "* * 0 * *",
  "* * * 13 *",
  "* * * * 8",
  "5-1 * * * *",
  "*/0 * * * *",
  "a * * * *",
  "* * * * * *",
])("%j is refused", (expression) => expect(() => parseCron(expression)).toThrow(RangeError));

describe("any expression", () => {
  const field = (lowest: number, highest: number) =>
    fc.oneof(
      fc.constant("*"),
      fc.integer({ min: lowest, max: highest }).map(String),
      fc.integer({ min: 1, max: 9 }).map((step) => `*/${step}`),
    );
  const expression = fc
    .tuple(field(0, 59), field(0, 23), fc.constant("*"), fc.constant("*"), field(0, 6))
    .map((fields) => fields.join(" "));
  const at = fc.date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2030-01-01T00:00:00Z"), noInvalidDate: true });

  test("the slot before is reached by no slot after it, and both surround the instant", () => {
    fc.assert(
      fc.property(expression, at, (text, now) => {
        const cron = parseCron(text);
        const [before, after] = [cronAtOrBefore(cron, now), cronAfter(cron, now)];
        expect(before && before <= now && after && after > now).toBe(true);
        expect(before && cronAfter(cron, before)).toEqual(after);
        expect(after && cronAtOrBefore(cron, after)).toEqual(after);
      }),
      { numRuns: 200 },
    );
  });
});
