import { expect, test } from "vitest";
import { forecastFull } from "#lib/appliances/forecast-full";
import { fromNoon } from "#lib/core/testing/instants";
import { forecastPast } from "./past-capacity.ts";

const totalBytes = 1_000n;

test("with one point a day each forecast is what the rule said on that day", () => {
  const points = [500, 500, 510, 530, 560, 550, 600, 640, 610, 700].map((used, index) => ({
    at: fromNoon({ days: index }),
    usedBytes: BigInt(used),
    totalBytes,
  }));
  const expected = points.map(({ at, usedBytes }, index) => forecastFull(points.slice(0, index + 1), totalBytes, usedBytes, at).fullAt);
  expect(forecastPast(points)).toEqual(expected);
  expect(expected.filter((day) => day !== null).length).toBeGreaterThan(3);
});

test("a day is one point of the trend, however often it reported; what is held now counts at once", () => {
  // 10 a day, told hourly: by a trend through all hours the last day would weigh as much as all others.
  const days = Array.from({ length: 8 }, (_, day) => ({ at: fromNoon({ days: day }), usedBytes: BigInt(500 + day * 10), totalBytes }));
  const hours = [1, 2, 3].map((hour) => ({ at: fromNoon({ days: 7, hours: hour }), usedBytes: 770n, totalBytes }));
  const told = forecastPast([...days, ...hours]);
  expect(told.slice(-4)).toEqual([
    fromNoon({ days: 7 + 43 }).toISOString(),
    ...[1, 2, 3].map((hour) => fromNoon({ days: 7 + 23, hours: hour }).toISOString()),
  ]);
});

test("a full one is full at once, and a new one has too little history", () => {
  const points = [
    { at: fromNoon({}), usedBytes: 10n, totalBytes },
    { at: fromNoon({ hours: 1 }), usedBytes: 1_000n, totalBytes },
  ];
  expect(forecastPast(points)).toEqual([null, fromNoon({ hours: 1 }).toISOString()]);
});
