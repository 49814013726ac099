import type { ChartBucket, ChartData, ChartSeries } from "./chart-data.ts";
import { niceTicks } from "./nice-ticks.ts";

/** What is drawn of one series: SVG path data in a square of `plotSize`. */
export interface Shape {
  key: string;
  color: string;
  kind: ChartSeries["kind"];
  fill: string;
  line: string;
  /** An area that lies on or under others: filled firmly and without an outline, which would cross its neighbours. */
  isStacked: boolean;
}

export interface ChartLayout {
  yTicks: number[];
  shapes: Shape[];
}

/** The plot's own units in both directions; CSS stretches it to its place. */
export const plotSize = 1000;

/** Lower and upper edge of a series in each bucket. */
type Spans = readonly (readonly [low: number, high: number] | null)[];

/** Stacks the visible series, finds the scale and writes the paths. Pure; colours and order are the caller's. */
export function layOutChart(data: ChartData, hidden: ReadonlySet<string>): ChartLayout {
  const visible = data.series.filter(({ key }) => !hidden.has(key));
  const spans = stackSeries(visible, data.buckets.length);
  const max = Math.max(0, ...spans.flatMap((ofSeries) => ofSeries.map((span) => span?.[1] ?? 0)));
  const yTicks = niceTicks(max, data.unit);
  const top = yTicks.at(-1) ?? 1;
  const x = (ms: number) => round(((ms - data.fromMs) / (data.toMs - data.fromMs)) * plotSize);
  const y = (value: number) => round(plotSize - (value / top) * plotSize);
  const barStacks = [...new Set(visible.filter(({ kind }) => kind === "bar").map(({ stack }) => stack))];
  const shapes = visible.map(({ key, color, kind, stack }, index): Shape => {
    const ofSeries = spans[index] ?? [];
    const isStacked = kind === "area" && visible.filter((other) => other.kind === "area" && other.stack === stack).length > 1;
    const paths =
      kind === "bar"
        ? { fill: barPath(ofSeries, data.buckets, slotOf(barStacks, stack), x, y), line: "" }
        : areaPaths(ofSeries, data.buckets, x, y, kind === "area");
    return { key, color, kind, isStacked, fill: paths.fill, line: isStacked ? "" : paths.line };
  });
  return { yTicks, shapes };
}

/** Each series lies on those before it in the same stack; lines stand for themselves. */
function stackSeries(series: readonly ChartSeries[], bucketCount: number): Spans[] {
  const heights = new Map<string, number[]>();
  return series.map(({ kind, stack, values }) => {
    if (kind === "line") return values.map((value) => (value === null ? null : [0, value]));
    const base = heights.get(stack) ?? new Array<number>(bucketCount).fill(0);
    heights.set(stack, base);
    return values.map((value, index) => {
      if (value === null) return null;
      const low = base[index] ?? 0;
      base[index] = low + value;
      return [low, low + value];
    });
  });
}

/** Which part of a bucket's width a stack's bars take: side by side with air around. */
function slotOf(stacks: readonly string[], stack: string): { from: number; to: number } {
  const width = 0.76 / stacks.length;
  const from = 0.12 + stacks.indexOf(stack) * width;
  return { from: from + (stacks.length > 1 ? 0.02 : 0), to: from + width - (stacks.length > 1 ? 0.02 : 0) };
}

type Scale = (value: number) => number;

function barPath(spans: Spans, buckets: readonly ChartBucket[], slot: { from: number; to: number }, x: Scale, y: Scale): string {
  return buckets
    .map(({ fromMs, untilMs }, index) => {
      const span = spans[index];
      if (!span || span[0] === span[1]) return "";
      const left = x(fromMs + (untilMs - fromMs) * slot.from);
      const right = x(fromMs + (untilMs - fromMs) * slot.to);
      return `M${left} ${y(span[0])}V${y(span[1])}H${right}V${y(span[0])}Z`;
    })
    .join("");
}

/** Straight lines between the middles of the buckets; the first and last reach to their bucket's edge; gaps interrupt. */
function areaPaths(spans: Spans, buckets: readonly ChartBucket[], x: Scale, y: Scale, isFilled: boolean): { fill: string; line: string } {
  let fill = "";
  let line = "";
  for (const run of runsOf(spans)) {
    const points = run
      .map((index) => ({ bucket: buckets[index], span: spans[index] }))
      .flatMap(({ bucket, span }) => (bucket && span ? [{ bucket, span }] : []));
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) continue;
    const middles = points.map(({ bucket, span }) => ({ at: x((bucket.fromMs + bucket.untilMs) / 2), low: y(span[0]), high: y(span[1]) }));
    const [startX, endX] = [x(first.bucket.fromMs), x(last.bucket.untilMs)];
    const upper = `${middles.map(({ at, high }) => `L${at} ${high}`).join("")}L${endX} ${y(last.span[1])}`;
    line += `M${startX} ${y(first.span[1])}${upper}`;
    if (!isFilled) continue;
    const lower = middles
      .toReversed()
      .map(({ at, low }) => `L${at} ${low}`)
      .join("");
    fill += `M${startX} ${y(first.span[1])}${upper}L${endX} ${y(last.span[0])}${lower}L${startX} ${y(first.span[0])}Z`;
  }
  return { fill, line };
}

/** Indexes of buckets that follow each other without a gap. */
function runsOf(spans: Spans): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (const [index, span] of spans.entries()) {
    if (span) run.push(index);
    if (!span || index === spans.length - 1) {
      if (run.length > 0) runs.push(run);
      run = [];
    }
  }
  return runs;
}

/** Two decimals of a thousandth: finer than any screen, half the bytes. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
