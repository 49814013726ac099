import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readInstant } from "#lib/telemetry/read-instant";

const at = (text: string, micros = 0) => ({ ms: Date.parse(text), micros });

describe("an instant", () => {
  test.each([
    ["nanoseconds are cut off after µs", "2026-11-20T07:30:00.114000978+00:00", at("2026-11-20T07:30:00.114Z")],
    ["µs are exact", "2026-11-20T07:30:00.000001Z", at("2026-11-20T07:30:00Z", 1)],
    ["no carry", "2026-11-20T07:30:00.999999999Z", at("2026-11-20T07:30:00.999Z", 999)],
    ["one digit of a second", "2026-11-20T07:30:00.5Z", at("2026-11-20T07:30:00.500Z")],
    ["no fraction", "2026-11-20T07:30:00Z", at("2026-11-20T07:30:00Z")],
    ["an offset west", "2026-11-20T03:30:00-04:00", at("2026-11-20T07:30:00Z")],
    ["an offset with minutes", "2026-11-20T13:15:00+05:45", at("2026-11-20T07:30:00Z")],
    ["lower case", "2026-11-20t07:30:00z", at("2026-11-20T07:30:00Z")],
    ["29 February", "2028-02-29T00:00:00Z", at("2028-02-29T00:00:00Z")],
    ["a leap second", "2016-12-31T23:59:60Z", at("2017-01-01T00:00:00Z")],
    ["before 1970", "1969-12-31T23:59:59.999999Z", at("1969-12-31T23:59:59.999Z", 999)],
    ["the first", "0001-01-01T00:00:00Z", at("0001-01-01T00:00:00Z")],
    ["the last", "9999-12-31T23:59:59.999999Z", at("9999-12-31T23:59:59.999Z", 999)],
  ])("%s", (_name, text, expected) => {
    expect(readInstant(text)).toEqual(expected);
  });

  test.each([
    "",
    "now",
    "1795159797000",
    "2026-11-20",
    "2026-11-20T07:30:00",
    "2026-11-20 07:30:00Z",
    "2026-11-20T07:30Z",
    "2026-02-30T07:30:00Z",
    "2027-02-29T07:30:00Z",
    "2100-02-29T07:30:00Z",
    "2026-13-01T07:30:00Z",
    "2026-00-01T07:30:00Z",
    "2026-01-00T07:30:00Z",
    "2026-11-20T24:00:00Z",
    "2026-11-20T07:60:00Z",
    "2026-11-20T07:30:61Z",
    "2026-11-20T07:30:00.Z",
    "2026-11-20T07:30:00+0100",
    "2026-11-20T07:30:00+01:60",
    "2026-11-20T07:30:00+24:00",
    "2026-11-20T07:30:00Z ",
    "2026-11-20T07:30:00ZZ",
    "+026-11-20T07:30:00Z",
    "2026-1a-20T07:30:00Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    `2026-11-20T07:30:00.${"1".repeat(100)}Z`,
  ])("%j is none", (text) => {
    expect(readInstant(text)).toBeUndefined();
  });

  test("is what the calendar of JavaScript says, with any fraction and offset", () => {
    const dates = fc.date({ min: new Date("0001-01-03T00:00:00Z"), max: new Date("9999-12-29T00:00:00Z"), noInvalidDate: true });
    const zones = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }), zones, (date, micros, nanos, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const three = (number: number) => String(number).padStart(3, "0");
        const two = (number: number) => String(number).padStart(2, "0");
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const text = `${local}${three(micros)}${three(nanos)}${offset < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}`;
        expect(readInstant(text)).toEqual({ ms: date.getTime(), micros });
      }),
    );
  });
});
