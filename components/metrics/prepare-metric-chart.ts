import type { MetricHistory } from "#lib/metrics/schema";
import type { ChartBucket, ChartData, ChartMark, ChartSeries } from "../charts/chart-data.ts";
import { axisOf, metricWords } from "./metric-words.ts";

/**
 * Metrics of one unit as lines, one for each host or process. A step of which nothing is known is a gap. All were asked
 * for the same range, so their steps are the same; a coarser answer among them decides.
 */
export function prepareMetricChart(histories: readonly MetricHistory[], marks: readonly ChartMark[] = []): ChartData | undefined {
  const [first] = histories;
  if (!first) return undefined;
  const stepMs = Math.max(...histories.map(({ stepSeconds }) => stepSeconds)) * 1000;
  const [fromMs, toMs] = [Date.parse(first.from), Date.parse(first.to)];
  const buckets = bucketsOf(fromMs, toMs, stepMs);
  const lines = histories.flatMap((history) => history.series.map((series) => ({ history, series })));
  return {
    fromMs,
    toMs,
    buckets,
    unit: axisOf(first.unit),
    marks: marks.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
    series: lines.map(({ history, series }, index) =>
      lineOf(history, series, { index, stepMs, firstMs: Math.floor(fromMs / stepMs) * stepMs, count: buckets.length }),
    ),
  };
}

/** Steps begin at multiples of their length; the first and the last are cut to the range. */
function bucketsOf(fromMs: number, toMs: number, stepMs: number): ChartBucket[] {
  const firstMs = Math.floor(fromMs / stepMs) * stepMs;
  return Array.from({ length: Math.ceil((toMs - firstMs) / stepMs) }, (_, index) => ({
    fromMs: Math.max(fromMs, firstMs + index * stepMs),
    untilMs: Math.min(toMs, firstMs + (index + 1) * stepMs),
  }));
}

interface Place {
  index: number;
  stepMs: number;
  firstMs: number;
  count: number;
}

function lineOf(
  history: MetricHistory,
  { labels, points }: MetricHistory["series"][number],
  { index, stepMs, firstMs, count }: Place,
): ChartSeries {
  const byBucket = new Map(points.map((point) => [Math.floor((Date.parse(point.at) - firstMs) / stepMs), point]));
  const owner = Object.values(labels).join(" ");
  const key = `${history.name} ${owner}`;
  return {
    key,
    label: owner ? `${history.title}, ${owner}` : history.title,
    color: `var(--fl-series-${(index % 10) + 1})`,
    kind: "area",
    stack: key,
    values: Array.from({ length: count }, (_, bucket) => byBucket.get(bucket)?.avg ?? null),
    words(bucket) {
      const point = byBucket.get(bucket);
      if (!point) return { short: "not collected" };
      const say = (value: number) => metricWords(value, history.unit);
      return point.min === point.max
        ? { short: say(point.avg) }
        : { short: say(point.avg), exact: `${say(point.min)} to ${say(point.max)}` };
    },
  };
}
