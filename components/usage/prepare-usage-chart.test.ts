import { describe, expect, test } from "vitest";
import type { UsageBucket } from "#lib/usage/schema";
import { prepareGroupedUsageChart, prepareUsageChart, type TrafficData } from "./prepare-usage-chart.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-11-20T00:00:00Z");
const bucketAt = (index: number, upload: string, download: string): UsageBucket => ({
  bucketStart: new Date(start + index * hourMs).toISOString(),
  upload,
  download,
});
const hours = (count: number, upload = "1", download = "2") =>
  Array.from({ length: count }, (_, index) => bucketAt(index, upload, download));
const traffic = (count: number): TrafficData => ({
  from: new Date(start).toISOString(),
  to: new Date(start + count * hourMs).toISOString(),
  bucket: "hour",
  raw: hours(count),
  actuallyBilled: hours(count, "2", "3"),
});

describe("prepareUsageChart", () => {
  test("a day is bars: two stacks of two", () => {
    const { series, buckets } = prepareUsageChart(traffic(24));
    expect(buckets).toHaveLength(24);
    expect(buckets.at(-1)).toEqual({ fromMs: start + 23 * hourMs, untilMs: start + 24 * hourMs });
    expect(series.map(({ key, stack, kind, values }) => [key, stack, kind, values[0]])).toEqual([
      ["raw-download", "raw", "bar", 2],
      ["raw-upload", "raw", "bar", 1],
      ["billed-download", "billed", "bar", 3],
      ["billed-upload", "billed", "bar", 2],
    ]);
  });
  test("a week by hours is two areas of sums", () => {
    const { series } = prepareUsageChart(traffic(168));
    expect(series.map(({ key, kind, values }) => [key, kind, values[0]])).toEqual([
      ["raw", "area", 3],
      ["billed", "area", 5],
    ]);
  });
  test("the previous period is a line of the same number of buckets", () => {
    const { series } = prepareUsageChart(traffic(24), { actuallyBilled: hours(23, "5", "5") });
    const line = series.at(-1);
    expect(line).toMatchObject({ key: "previous", kind: "line" });
    expect(line?.values).toHaveLength(24);
    expect([line?.values[22], line?.values[23]]).toEqual([10, null]);
  });
  test("words are exact beyond 2^53", () => {
    const data = { ...traffic(1), raw: [bucketAt(0, "0", "9007199254740993")] };
    expect(prepareUsageChart(data).series[0]?.words(0)).toEqual({ short: "8.00 PiB", exact: "9,007,199,254,740,993 bytes" });
  });
  test("no buckets, no crash", () =>
    expect(prepareUsageChart({ ...traffic(0) }).series.map(({ values }) => values)).toEqual([[], [], [], []]));
});

describe("prepareGroupedUsageChart", () => {
  const series = (key: string, billed: string) => {
    const totals = { raw: { upload: "0", download: "0" }, billed: { upload: "0", download: billed } };
    return { key, label: key, raw: hours(2), actuallyBilled: hours(2, "0", billed), totals };
  };
  test("the largest group comes first; others keep their grey", () => {
    const chart = prepareGroupedUsageChart({
      from: new Date(start).toISOString(),
      to: new Date(start + 2 * hourMs).toISOString(),
      series: [series("7", "5"), series("others", "1"), series("9", "50")],
    });
    expect(chart.series.map(({ key, color }) => [key, color])).toEqual([
      ["9", "var(--fl-series-1)"],
      ["7", "var(--fl-series-2)"],
      ["others", "var(--fl-series-others)"],
    ]);
  });
});
