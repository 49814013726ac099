import fc from "fast-check";
import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { forecastEmpty } from "#lib/package-queue/forecast-empty";

const week = fromNoon({ days: -7 });
const far = fromNoon({ days: 300 });

test.each([
  ["700 of a week, 100 left: in a day", { left: 100n, billed: 700n, windowFrom: week, expiresAt: far }, fromNoon({ days: 1 })],
  ["nothing left: now", { left: 0n, billed: 700n, windowFrom: week, expiresAt: far }, noon],
  ["overrun: now", { left: -5n, billed: 0n, windowFrom: week, expiresAt: far }, noon],
  ["nothing used: never", { left: 100n, billed: 0n, windowFrom: week, expiresAt: far }, null],
  ["ends by time first", { left: 700n, billed: 700n, windowFrom: week, expiresAt: fromNoon({ days: 7 }) }, null],
  [
    "just before its time ends",
    { left: 699n, billed: 700n, windowFrom: week, expiresAt: fromNoon({ days: 7 }) },
    fromNoon({ minutes: 699 * 14.4 }),
  ],
  ["never ends by time", { left: 700n, billed: 700n, windowFrom: week, expiresAt: null }, fromNoon({ days: 7 })],
  ["a user of two days", { left: 100n, billed: 100n, windowFrom: fromNoon({ days: -2 }), expiresAt: far }, fromNoon({ days: 2 })],
  [
    "a user of a minute counts as an hour",
    { left: 100n, billed: 100n, windowFrom: fromNoon({ minutes: -1 }), expiresAt: far },
    fromNoon({ hours: 1 }),
  ],
])("%s", (_name, use, expected) => {
  expect(forecastEmpty(use, noon)).toEqual(expected);
});

test("any bytes give an instant from now to the package's end, or none", () => {
  const bytes = fc.bigInt({ min: 0n, max: 2n ** 63n });
  fc.assert(
    fc.property(bytes, bytes, fc.integer({ min: 0, max: 7 * 24 }), (left, billed, hours) => {
      const emptyAt = forecastEmpty({ left, billed, windowFrom: fromNoon({ hours: -hours }), expiresAt: far }, noon);
      expect(emptyAt === null || (emptyAt >= noon && emptyAt < far)).toBe(true);
    }),
  );
});
