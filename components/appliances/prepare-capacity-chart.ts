import type { Capacity } from "#lib/appliances/schema";
import { formatBytes } from "#lib/universal/bytes";
import type { ChartBucket, ChartData } from "../charts/chart-data.ts";
import { percentUsed } from "./percent-used.ts";

type Point = Capacity["items"][number]["points"][number];

/** Lines beyond this are a tangle: those that are fullest are drawn. */
export const mostLines = 6;
/** Without a point for this many usual distances the line is interrupted: nothing was heard. */
const gapFactor = 4;
const leastGapMs = 3_600_000;

/** Percent used of each repository over time. Each point holds until the next; a silence is a gap, never a line across. */
export function prepareCapacityChart(capacity: Capacity, nameOf: (repositoryId: string) => string): ChartData {
  const [fromMs, toMs] = [Date.parse(capacity.start), Date.parse(capacity.end)];
  const fullest = [...capacity.items].sort((a, b) => latestPercent(b.points) - latestPercent(a.points)).slice(0, mostLines);
  const starts = [...new Set(fullest.flatMap(({ points }) => points.map(({ at }) => Date.parse(at))))].sort((a, b) => a - b);
  const places = placesOf(starts, toMs);
  return {
    fromMs,
    toMs,
    unit: "percent",
    buckets: places.map(({ bucket }) => bucket),
    series: fullest.map(({ repositoryId, points }, index) => {
      const byStart = new Map(points.map((point) => [Date.parse(point.at), point]));
      const at = (place: number): Point | undefined => {
        const startMs = places[place]?.startMs;
        return startMs === undefined ? undefined : byStart.get(startMs);
      };
      return {
        key: repositoryId,
        label: nameOf(repositoryId),
        color: `var(--fl-series-${index + 1})`,
        kind: "line" as const,
        stack: repositoryId,
        values: places.map((_, place) => percentOf(at(place))),
        words: (place) => wordsOf(at(place)),
      };
    }),
  };
}

interface Place {
  bucket: ChartBucket;
  /** Undefined: nothing was heard in this stretch. */
  startMs: number | undefined;
}

function placesOf(starts: readonly number[], toMs: number): Place[] {
  const distances = starts
    .slice(1)
    .map((start, index) => start - (starts[index] ?? start))
    .sort((a, b) => a - b);
  const gapMs = Math.max(leastGapMs, gapFactor * (distances[Math.floor(distances.length / 2)] ?? 0));
  return starts.flatMap((startMs, index): Place[] => {
    const nextMs = starts[index + 1] ?? Math.max(toMs, startMs + 1);
    if (nextMs - startMs <= gapMs) return [{ startMs, bucket: { fromMs: startMs, untilMs: nextMs } }];
    const lastsUntilMs = startMs + gapMs / gapFactor;
    return [
      { startMs, bucket: { fromMs: startMs, untilMs: lastsUntilMs } },
      { startMs: undefined, bucket: { fromMs: lastsUntilMs, untilMs: nextMs } },
    ];
  });
}

function percentOf(point: Point | undefined): number | null {
  return point ? percentUsed(point.usedBytes, point.totalBytes) : null;
}

function latestPercent(points: readonly Point[]): number {
  return percentOf(points.at(-1)) ?? 0;
}

function wordsOf(point: Point | undefined): { short: string; exact?: string } {
  const percent = percentOf(point);
  if (!point || percent === null) return { short: "not reported" };
  return { short: `${percent.toFixed(1)} %`, exact: `${formatBytes(point.usedBytes)} of ${formatBytes(point.totalBytes)}` };
}
