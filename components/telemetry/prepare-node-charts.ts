import type { NodeHistory } from "#lib/telemetry/schema";
import type { ChartBucket, ChartData, ChartSeries } from "../charts/chart-data.ts";
import { countWords, heightWords, rateWords } from "./node-words.ts";

type Point = NodeHistory["points"][number];
type Figure = Exclude<keyof Point, "at">;

/** The three charts of a node. Steps of which nothing is known are gaps. */
export interface NodeCharts {
  blocks: ChartData;
  peers: ChartData;
  bandwidth: ChartData;
}

/**
 * Heights themselves would be a line far above zero that says nothing: drawn is how many blocks each step brought, and how far
 * finality was behind; the height stands in the words.
 */
export function prepareNodeCharts(history: NodeHistory): NodeCharts {
  const steps = stepsOf(history);
  const gained = steps.points.map((point, index) => gainedBy(point, steps.points[index - 1]));
  const lags = steps.points.map((point) =>
    point?.bestHeight == null || point.finalizedHeight === null ? null : Math.max(0, point.bestHeight - point.finalizedHeight),
  );
  const area = (key: Figure, label: string, color: string, words: (value: number | null) => string): ChartSeries => {
    const values = steps.points.map((point) => point?.[key] ?? null);
    return { key, label, color, kind: "area", stack: key, values, words: (index) => ({ short: words(values[index] ?? null) }) };
  };
  const chart = (unit: ChartData["unit"], series: ChartSeries[]): ChartData => ({ ...steps.range, buckets: steps.buckets, unit, series });
  return {
    blocks: chart("count", [
      {
        key: "blocks",
        label: "New blocks",
        color: "var(--fl-series-1)",
        kind: "bar",
        stack: "blocks",
        values: gained,
        words: (index) => ({
          short: countWords(gained[index] ?? null),
          exact: `up to ${heightWords(steps.points[index]?.bestHeight ?? null)}`,
        }),
      },
      {
        key: "lag",
        label: "Blocks not final yet",
        color: "var(--fl-series-4)",
        kind: "line",
        stack: "lag",
        values: lags,
        words: (index) => ({
          short: countWords(lags[index] ?? null),
          exact: `final ${heightWords(steps.points[index]?.finalizedHeight ?? null)}`,
        }),
      },
    ]),
    peers: chart("count", [
      area("peers", "Peers", "var(--fl-series-2)", wholeWords),
      area("txCount", "Transactions waiting", "var(--fl-series-5)", wholeWords),
    ]),
    bandwidth: chart("bytes", [
      area("uploadBytesPerS", "Up", "var(--fl-series-1)", rateWords),
      area("downloadBytesPerS", "Down", "var(--fl-series-2)", rateWords),
    ]),
  };
}

/** Means of a step need no decimals. */
function wholeWords(value: number | null): string {
  return countWords(value === null ? null : Math.round(value));
}

/** Nothing is said of a step after a gap, nor of a chain that began anew. */
function gainedBy(point: Point | undefined, before: Point | undefined): number | null {
  if (point?.bestHeight == null || before?.bestHeight == null) return null;
  return point.bestHeight >= before.bestHeight ? point.bestHeight - before.bestHeight : null;
}

interface Steps {
  range: { fromMs: number; toMs: number };
  buckets: ChartBucket[];
  /** One for each bucket. */
  points: (Point | undefined)[];
}

function stepsOf({ from, to, stepSeconds, points }: NodeHistory): Steps {
  const [fromMs, toMs, stepMs] = [Date.parse(from), Date.parse(to), stepSeconds * 1_000];
  const byStart = new Map(points.map((point) => [Math.floor(Date.parse(point.at) / stepMs) * stepMs, point]));
  const firstMs = Math.floor(fromMs / stepMs) * stepMs;
  const starts = Array.from({ length: Math.max(0, Math.ceil((toMs - firstMs) / stepMs)) }, (_, index) => firstMs + index * stepMs);
  return {
    range: { fromMs, toMs },
    buckets: starts.map((startMs) => ({ fromMs: Math.max(fromMs, startMs), untilMs: Math.min(toMs, startMs + stepMs) })),
    points: starts.map((startMs) => byStart.get(startMs)),
  };
}
