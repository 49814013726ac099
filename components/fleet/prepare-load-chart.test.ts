import { expect, test } from "vitest";
import type { NodeSample } from "#lib/fleet/schema";
import { prepareLoadChart, shareOf } from "./prepare-load-chart.ts";

const range = { start: "2026-11-20T10:00:00Z", end: "2026-11-20T11:00:00Z" };
const sample = (at: string, changes: Partial<NodeSample> = {}): NodeSample => ({
  at: `2026-11-20T${at}Z`,
  cpuPercent: 12.5,
  memoryUsed: "1073741824",
  memoryTotal: "4294967296",
  swapUsed: null,
  swapTotal: null,
  diskUsed: null,
  diskTotal: null,
  ...changes,
});

test("each sample holds until the next", () => {
  const { buckets, series } = prepareLoadChart([sample("10:00:00"), sample("10:01:00", { cpuPercent: 50 })], {
    ...range,
    end: "2026-11-20T10:02:00Z",
  });
  expect(buckets.map(({ fromMs, untilMs }) => untilMs - fromMs)).toEqual([60_000, 60_000]);
  expect(series.map(({ key, values }) => [key, values])).toEqual([
    ["cpu", [12.5, 50]],
    ["memory", [25, 25]],
    ["disk", [null, null]],
  ]);
  expect(series[1]?.words(0)).toEqual({ short: "25.0 %", exact: "1.00 GiB of 4.00 GiB" });
  expect(series[2]?.words(0)).toEqual({ short: "not reported" });
});

test("a silent node leaves a gap", () => {
  const samples = [sample("10:00:00"), sample("10:01:00"), sample("10:02:00"), sample("10:40:00")];
  const { series } = prepareLoadChart(samples, range);
  expect(series[0]?.values).toEqual([12.5, 12.5, 12.5, null, 12.5, null]);
});

test.each([
  ["1", "3", 33.3],
  ["0", "0", null],
  [null, "5", null],
])("%s of %s is %s percent", (used, total, percent) => {
  expect(shareOf(used, total)).toBe(percent);
});
