import { expect, test } from "vitest";
import { isMet, median, quantile } from "./figure.ts";

test("the median is the middle, or the mean of the two middle ones", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
});

test("a quantile lies between its neighbours", () => {
  expect(quantile([0, 10, 20, 30], 0.95)).toBeCloseTo(28.5);
  expect(quantile([7], 0.99)).toBe(7);
});

test.each([
  { value: 1, aim: { atMost: 1 }, met: true },
  { value: 1.01, aim: { atMost: 1 }, met: false },
  { value: 0.4, aim: { atLeast: 0.4 }, met: true },
  { value: 0.3, aim: { atLeast: 0.4 }, met: false },
])("$value against $aim: $met", ({ value, aim, met }) => {
  expect(isMet({ name: "x", value, unit: "ratio", aim })).toBe(met);
});

test("without an aim nothing is met or missed", () => {
  expect(isMet({ name: "x", value: 1, unit: "ms" })).toBeUndefined();
});
