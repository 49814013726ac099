import fc from "fast-check";
import { expect, test } from "vitest";
import { forecastFull } from "#lib/appliances/forecast-full";
import { fromNoon, noon } from "#lib/core/testing/instants";

const gib = 2n ** 30n;

/** One point a day, the oldest first: what was held `days` ago up to now. */
function daily(held: readonly bigint[]) {
  return held.map((usedBytes, index) => ({ at: fromNoon({ days: index + 1 - held.length }), usedBytes }));
}
const line = (days: number, from: bigint, perDay: bigint) => daily(Array.from({ length: days }, (_, day) => from + BigInt(day) * perDay));

test("a straight line is continued from what is held now", () => {
  const points = line(14, 100n * gib, 10n * gib);
  expect(forecastFull(points, 330n * gib, 230n * gib, noon)).toEqual({
    fullAt: fromNoon({ days: 10 }).toISOString(),
    reason: "filling",
    confidence: "high",
    bytesPerDay: String(10n * gib),
  });
});

test("the last two weeks decide, whatever was before", () => {
  const points = [...daily(Array.from({ length: 30 }, () => 900n * gib)).slice(0, 15), ...line(14, 100n * gib, 10n * gib)];
  expect(forecastFull(points, 330n * gib, 230n * gib, noon).fullAt).toBe(fromNoon({ days: 10 }).toISOString());
});

test("where two weeks hold too little, a month does", () => {
  const points = [-28, -24, -20, -16, -3].map((days) => ({ at: fromNoon({ days }), usedBytes: BigInt(100 + days) * gib }));
  expect(forecastFull(points, 200n * gib, 100n * gib, noon)).toMatchObject({
    reason: "filling",
    confidence: "high",
    fullAt: fromNoon({ days: 100 }).toISOString(),
  });
});

test.each([
  ["no history", [], "too_little_history", null],
  ["four points", line(4, gib, gib), "too_little_history", null],
  [
    "five points of two days",
    Array.from({ length: 5 }, (_, index) => ({ at: fromNoon({ hours: index * 12 - 48 }), usedBytes: gib })),
    "too_little_history",
    null,
  ],
  ["it shrinks", line(14, 500n * gib, -10n * gib), "shrinking", "high"],
  ["nothing changes", line(14, 500n * gib, 0n), "steady", "high"],
  ["growth that takes a century", line(14, 500n * gib, 2n ** 20n), "steady", "high"],
  [
    "up and down",
    daily(Array.from({ length: 14 }, (_, day) => (500n + BigInt(day % 2) * 200n) * gib + BigInt(day) * gib)),
    "filling",
    "low",
  ],
] as const)("%s: %s", (_name, points, reason, confidence) => {
  const forecast = forecastFull(points, 1_000n * gib, 500n * gib, noon);
  expect({ reason: forecast.reason, confidence: forecast.confidence }).toEqual({ reason, confidence });
  expect(forecast.fullAt === null).toBe(reason !== "filling");
});

test("full is full, with or without history", () => {
  expect(forecastFull([], 10n, 10n, noon)).toEqual({ fullAt: noon.toISOString(), reason: "full", confidence: null, bytesPerDay: null });
  expect(forecastFull([], 0n, 0n, noon).reason).toBe("full");
  expect(forecastFull(line(14, 0n, gib), 10n, 12n, noon).reason).toBe("full");
});

const points = fc.array(fc.record({ minutes: fc.integer({ min: -60 * 24 * 40, max: 0 }), used: fc.bigInt({ min: 0n, max: 2n ** 50n }) }), {
  maxLength: 60,
});

test("whatever was measured: never in the past, never without a reason, a date if and only if it fills or is full", () => {
  fc.assert(
    fc.property(points, fc.bigInt({ min: 0n, max: 2n ** 50n }), fc.bigInt({ min: 0n, max: 2n ** 50n }), (measured, total, used) => {
      const past = measured.map(({ minutes, used: usedBytes }) => ({ at: fromNoon({ minutes }), usedBytes }));
      const forecast = forecastFull(past, total, used, noon);
      expect(forecast.fullAt !== null).toBe(forecast.reason === "filling" || forecast.reason === "full");
      if (forecast.fullAt !== null) expect(Date.parse(forecast.fullAt)).toBeGreaterThanOrEqual(noon.getTime());
      expect(forecast.confidence === null).toBe(forecast.bytesPerDay === null);
      if (forecast.reason === "shrinking") expect(BigInt(forecast.bytesPerDay ?? 0)).toBeLessThan(0n);
    }),
  );
});

test("a line of any slope is found again, to the minute", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 400 }), (perDay, daysLeft) => {
      const measured = line(14, 0n, BigInt(perDay) * gib);
      const used = 13n * BigInt(perDay) * gib;
      const total = used + BigInt(perDay * daysLeft) * gib;
      const { fullAt, reason } = forecastFull(measured, total, used, noon);
      if (reason === "steady") return;
      expect(Math.abs(Date.parse(fullAt ?? "") - fromNoon({ days: daysLeft }).getTime())).toBeLessThan(60_000);
    }),
  );
});
