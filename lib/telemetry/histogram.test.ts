import { expect, test } from "vitest";
import { emptyHistogram, observe } from "#lib/telemetry/histogram";

test("a value belongs to the first edge that it does not pass; beyond the last there is one more", () => {
  const edges = [1, 10];
  const histogram = emptyHistogram(edges);
  for (const value of [0, 1, 1.5, 10, 11, 1_000]) observe(histogram, edges, value);
  expect(histogram).toEqual({ buckets: [2, 2, 2], sum: 1_023.5 });
});
