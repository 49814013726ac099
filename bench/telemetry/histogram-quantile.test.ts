import { expect, test } from "vitest";
import { histogramOf, quantileBetween } from "./histogram-quantile.ts";

const text = (counts: readonly number[]) =>
  [0.01, 0.1, "+Inf"].map((le, index) => `latency_bucket{process="a",le="${le}"} ${counts[index]}`).join("\n");

test("reads the buckets of all processes", () => {
  const two = `${text([1, 2, 3])}\n${text([10, 20, 30]).replaceAll('"a"', '"b"')}\nother_bucket{le="1"} 9`;
  expect(histogramOf(two, "latency")).toEqual([
    { le: 0.01, count: 11 },
    { le: 0.1, count: 22 },
    { le: Number.POSITIVE_INFINITY, count: 33 },
  ]);
});

test.each([
  [0.5, [10, 10, 10], 0.005],
  [0.99, [0, 100, 100], 0.0991],
  [0.99, [0, 10, 100], 0.1],
])("the quantile %d of %j lies at %d", (share, counts, value) => {
  const before = histogramOf(text([5, 5, 5]), "latency");
  const after = histogramOf(text(counts.map((count) => count + 5)), "latency");
  expect(quantileBetween(before, after, share)).toBeCloseTo(value, 10);
});

test("nothing between two looks has no quantile", () => {
  const look = histogramOf(text([1, 2, 3]), "latency");
  expect(() => quantileBetween(look, look, 0.5)).toThrow("Nothing came");
});
