import { describe, expect, test } from "vitest";
import type { MetricHistory } from "#lib/metrics/schema";
import { marksOf } from "./alert-marks.ts";
import { chartGroups } from "./metric-charts.ts";
import { axisOf, metricWords, unitNote } from "./metric-words.ts";
import { prepareMetricChart } from "./prepare-metric-chart.ts";

const at = (time: string) => `2026-11-20T${time}Z`;
const point = (time: string, avg: number, min = avg, max = avg) => ({ at: at(time), min, avg, max });
const history = (changes: Partial<MetricHistory> = {}): MetricHistory => ({
  name: "system.cpuUsagePercent",
  title: "CPU in use",
  unit: "percent",
  from: at("10:02:00"),
  to: at("10:20:00"),
  tier: "5m",
  stepSeconds: 300,
  series: [{ labels: { host: "alpha" }, points: [point("10:00:00", 10), point("10:10:00", 30, 20, 50)] }],
  ...changes,
});

describe("a chart of metrics", () => {
  test("has one bucket a step, cut to the range; what is not known is a gap", () => {
    const data = prepareMetricChart([history()]);
    expect(data?.buckets.map(({ fromMs, untilMs }) => (untilMs - fromMs) / 60_000)).toEqual([3, 5, 5, 5]);
    expect(data?.series.map(({ label, values }) => [label, values])).toEqual([["CPU in use, alpha", [10, null, 30, null]]]);
    expect(data?.series[0]?.words(0)).toEqual({ short: "10.0 %" });
    expect(data?.series[0]?.words(1)).toEqual({ short: "not collected" });
    expect(data?.series[0]?.words(2)).toEqual({ short: "30.0 %", exact: "20.0 % to 50.0 %" });
  });

  test("draws each metric and each owner as a line of its own", () => {
    const other = history({ name: "api.requestRate", title: "Requests", series: [{ labels: {}, points: [] }] });
    const data = prepareMetricChart([history(), other]);
    expect(data?.series.map(({ label, color }) => [label, color])).toEqual([
      ["CPU in use, alpha", "var(--fl-series-1)"],
      ["Requests", "var(--fl-series-2)"],
    ]);
    expect(new Set(data?.series.map(({ key }) => key)).size).toBe(2);
  });

  test("marks alerts of its own range", () => {
    const alerts = ["09:59:59", "10:02:00", "10:19:59", "10:20:00"].map((time, index) => ({
      id: String(index),
      firedAt: at(time),
      title: "Disk full",
      severity: "critical" as const,
    }));
    expect(prepareMetricChart([history()], marksOf(alerts))?.marks).toEqual([
      { key: "1", atMs: Date.parse(at("10:02:00")), label: "critical: Disk full", tone: "critical" },
      { key: "2", atMs: Date.parse(at("10:19:59")), label: "critical: Disk full", tone: "critical" },
    ]);
  });

  test("of nothing is none yet", () => {
    expect(prepareMetricChart([])).toBeUndefined();
  });
});

test.each([
  [1_610_612_736, "bytes", "1.50 GiB", "bytes", ""],
  [1_536, "bytes_per_second", "1.50 KiB/s", "bytes", "bytes per second"],
  [12.345, "percent", "12.3 %", "percent", ""],
  [0.125, "seconds", "0.13 s", "decimal", "seconds"],
  [1_250, "milliseconds", "1,250 ms", "decimal", "milliseconds"],
  [0.5, "per_second", "0.5/s", "decimal", "per second"],
  [12_000, "count", "12,000", "count", "count"],
  [0.25, "load", "0.25", "decimal", "processes that run or wait"],
] as const)("%d %s reads %s", (value, unit, words, axis, note) => {
  expect([metricWords(value, unit), axisOf(unit), unitNote(unit)]).toEqual([words, axis, note]);
});

test("no chart stands twice in a part of the page", () => {
  for (const charts of Object.values(chartGroups)) expect(new Set(charts.map(({ title }) => title)).size).toBe(charts.length);
});
