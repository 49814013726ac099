import { formatBytes, formatBytesExact, sumBytes } from "#lib/universal/bytes";
import type { Usage, UsageBucket, UsageSeries } from "#lib/usage/schema";
import type { ChartBucket, ChartData, ChartSeries, ValueWords } from "../charts/chart-data.ts";

/** What the chart needs of any answer about traffic (a user's, the fleet's). */
export interface TrafficData {
  from: string;
  to: string;
  bucket: Usage["bucket"];
  raw: readonly UsageBucket[];
  actuallyBilled: readonly UsageBucket[];
}

/** As many buckets still make bars that can be told apart; beyond that areas. */
const mostBars = 62;

/**
 * Raw beside billed. Few buckets: bars with download and upload on each other. Many: one area each for the sum of both.
 * `previous` (the same length before) adds a dashed line of what was billed then, bucket by bucket.
 */
export function prepareUsageChart(data: TrafficData, previous?: Pick<TrafficData, "actuallyBilled">): ChartData {
  const buckets = bucketsOf(data.raw, data.to);
  const series = buckets.length <= mostBars ? barsOf(data) : areasOf(data);
  if (previous) series.push(previousLine(previous.actuallyBilled, buckets.length));
  return { ...frameOf(data), buckets, series, unit: "bytes" };
}

/** Billed traffic of each group, the largest at the bottom. */
export function prepareGroupedUsageChart({ from, to, series }: Pick<Usage, "from" | "to" | "series">): ChartData {
  const buckets = bucketsOf(series[0]?.actuallyBilled ?? [], to);
  const kind = buckets.length <= mostBars ? "bar" : "area";
  const bySize = series.toSorted((a, b) => Number(billedOf(b) - billedOf(a)) || a.label.localeCompare(b.label));
  return {
    ...frameOf({ from, to }),
    buckets,
    unit: "bytes",
    series: bySize.map(({ key, label, actuallyBilled }, index) => ({
      key: key ?? "all",
      label,
      color: key === "others" ? "var(--fl-series-others)" : `var(--fl-series-${(index % 10) + 1})`,
      kind,
      stack: "groups",
      ...valuesOf(actuallyBilled, total),
    })),
  };
}

function frameOf({ from, to }: { from: string; to: string }): { fromMs: number; toMs: number } {
  return { fromMs: Date.parse(from), toMs: Date.parse(to) };
}

/** A bucket ends where the next begins: days of a clock change are 23 or 25 hours long. */
function bucketsOf(list: readonly UsageBucket[], to: string): ChartBucket[] {
  const starts = list.map(({ bucketStart }) => Date.parse(bucketStart));
  return starts.map((fromMs, index) => ({ fromMs, untilMs: starts[index + 1] ?? Date.parse(to) }));
}

const total = ({ upload, download }: UsageBucket) => sumBytes([upload, download]);
const upload = (bucket: UsageBucket) => BigInt(bucket.upload);
const download = (bucket: UsageBucket) => BigInt(bucket.download);
const billedOf = ({ totals }: UsageSeries) => sumBytes([totals.billed.upload, totals.billed.download]);

function barsOf({ raw, actuallyBilled }: TrafficData): ChartSeries[] {
  return [
    { key: "raw-download", label: "Raw download", color: "var(--fl-raw)", kind: "bar", stack: "raw", ...valuesOf(raw, download) },
    { key: "raw-upload", label: "Raw upload", color: "var(--fl-raw-2)", kind: "bar", stack: "raw", ...valuesOf(raw, upload) },
    {
      key: "billed-download",
      label: "Billed download",
      color: "var(--fl-billed)",
      kind: "bar",
      stack: "billed",
      ...valuesOf(actuallyBilled, download),
    },
    {
      key: "billed-upload",
      label: "Billed upload",
      color: "var(--fl-billed-2)",
      kind: "bar",
      stack: "billed",
      ...valuesOf(actuallyBilled, upload),
    },
  ];
}

function areasOf({ raw, actuallyBilled }: TrafficData): ChartSeries[] {
  return [
    { key: "raw", label: "Raw", color: "var(--fl-raw)", kind: "area", stack: "raw", ...valuesOf(raw, total) },
    { key: "billed", label: "Billed", color: "var(--fl-billed)", kind: "area", stack: "billed", ...valuesOf(actuallyBilled, total) },
  ];
}

/** The earlier stretch laid over this one by position; it may be a bucket shorter or longer where a clock changed. */
function previousLine(list: readonly UsageBucket[], count: number): ChartSeries {
  const { values, words } = valuesOf(list, total);
  return {
    key: "previous",
    label: "Billed, previous period",
    color: "var(--fl-previous)",
    kind: "line",
    stack: "previous",
    values: Array.from({ length: count }, (_, index) => values[index] ?? null),
    words,
  };
}

/** Numbers to draw, and the exact bytes behind them to say. The only place where bytes become floating point. */
function valuesOf(list: readonly UsageBucket[], pick: (bucket: UsageBucket) => bigint): Pick<ChartSeries, "values" | "words"> {
  const exact = list.map(pick);
  return { values: exact.map(Number), words: (index) => wordsOf(exact[index] ?? 0n) };
}

function wordsOf(bytes: bigint): ValueWords {
  return { short: formatBytes(bytes), exact: formatBytesExact(bytes) };
}
