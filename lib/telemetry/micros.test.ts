import fc from "fast-check";
import { expect, test } from "vitest";
import { microsOf, microsText, readMicros } from "./micros.ts";

test.each([
  ["2026-11-20T07:30:00Z", "2026-11-20T07:30:00.000000Z"],
  ["2020-03-25T13:17:09.008533", "2020-03-25T13:17:09.008533Z"],
  ["2019-01-01T00:00:00", "2019-01-01T00:00:00.000000Z"],
  ["2026-11-20T07:30:00.114000978+00:00", "2026-11-20T07:30:00.114000Z"],
  ["2026-11-20T03:30:00.1-04:00", "2026-11-20T07:30:00.100000Z"],
  ["1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"],
  ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"],
])("%s is %s", (text, written) => {
  expect(microsText(readMicros(text) ?? 0n)).toBe(written);
});

test.each(["", "yesterday", "2026-11-20", "2026-02-30T00:00:00Z", "2026-11-20T07:30", "1763600000", "2026-11-20 07:30:00"])(
  "%j is no instant",
  (text) => {
    expect(readMicros(text)).toBeUndefined();
  },
);

test.each([
  ["2026-11-20T07:30:00.000000001Z", "2026-11-20T07:30:00.000001Z"],
  ["2026-11-20T07:30:00.000001000Z", "2026-11-20T07:30:00.000001Z"],
  ["2026-11-20T07:30:00.999999999", "2026-11-20T07:30:01.000000Z"],
])("up: %s is %s", (text, written) => {
  expect(microsText(readMicros(text, true) ?? 0n)).toBe(written);
});

test("bounds beyond what can be are its edges, as PostgreSQL reads them", () => {
  expect(microsText(microsOf(new Date("0001-01-01T00:00:00Z")) - 1n)).toBe("0001-01-01T00:00:00.000000Z");
  expect(microsText(readMicros("9999-12-31T23:59:59.9999999Z", true) ?? 0n)).toBe("10000-01-01T00:00:00.000000Z");
});

test("every microsecond is written and read as itself", () => {
  const first = microsOf(new Date("0001-01-01T00:00:00Z"));
  const last = microsOf(new Date("9999-12-31T23:59:59.999Z"));
  fc.assert(fc.property(fc.bigInt(first, last), (micros) => readMicros(microsText(micros)) === micros));
});
