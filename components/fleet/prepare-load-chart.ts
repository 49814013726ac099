import type { NodeSample } from "#lib/fleet/schema";
import { formatBytes } from "#lib/universal/bytes";
import type { ChartBucket, ChartData, ChartSeries, ValueWords } from "../charts/chart-data.ts";

/** Without a sample for this many usual distances the line is interrupted: the node was silent. */
const gapFactor = 4;
const leastGapMs = 180_000;

/**
 * CPU, memory and disk of a node in percent. Each sample holds until the next; a silence is a gap, never a line across.
 */
export function prepareLoadChart(samples: readonly NodeSample[], range: { start: string; end: string }): ChartData {
  const [fromMs, toMs] = [Date.parse(range.start), Date.parse(range.end)];
  const points = placesOf(samples, toMs);
  const series = (
    key: string,
    label: string,
    color: string,
    percent: (sample: NodeSample) => number | null,
    words: (sample: NodeSample) => string,
  ): ChartSeries => ({
    key,
    label,
    color,
    kind: "area",
    stack: key,
    values: points.map(({ sample }) => sample && percent(sample)),
    words: (index) => wordsOf(points[index]?.sample, percent, words),
  });
  return {
    fromMs,
    toMs,
    buckets: points.map(({ bucket }) => bucket),
    unit: "percent",
    series: [
      series(
        "cpu",
        "CPU",
        "var(--fl-series-1)",
        ({ cpuPercent }) => cpuPercent,
        () => "",
      ),
      series(
        "memory",
        "Memory",
        "var(--fl-series-3)",
        ({ memoryUsed, memoryTotal }) => shareOf(memoryUsed, memoryTotal),
        ({ memoryUsed, memoryTotal }) => amountText(memoryUsed, memoryTotal),
      ),
      series(
        "disk",
        "Disk",
        "var(--fl-series-4)",
        ({ diskUsed, diskTotal }) => shareOf(diskUsed, diskTotal),
        ({ diskUsed, diskTotal }) => amountText(diskUsed, diskTotal),
      ),
    ],
  };
}

interface Place {
  bucket: ChartBucket;
  /** Null: nothing was heard in this stretch. */
  sample: NodeSample | null;
}

function placesOf(samples: readonly NodeSample[], toMs: number): Place[] {
  const starts = samples.map(({ at }) => Date.parse(at));
  const gapMs = Math.max(leastGapMs, gapFactor * usualDistance(starts));
  return samples.flatMap((sample, index): Place[] => {
    const fromMs = starts[index] ?? 0;
    const nextMs = starts[index + 1] ?? toMs;
    if (nextMs - fromMs <= gapMs) return [{ bucket: { fromMs, untilMs: nextMs }, sample }];
    const lastsUntilMs = fromMs + gapMs / gapFactor;
    return [
      { bucket: { fromMs, untilMs: lastsUntilMs }, sample },
      { bucket: { fromMs: lastsUntilMs, untilMs: nextMs }, sample: null },
    ];
  });
}

/** The median distance of samples, ms. */
function usualDistance(starts: readonly number[]): number {
  const distances = starts
    .slice(1)
    .map((start, index) => start - (starts[index] ?? start))
    .sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? 0;
}

/** Percent of a whole, one decimal; null when either is unknown. */
export function shareOf(used: string | null, total: string | null): number | null {
  if (used === null || total === null || BigInt(total) <= 0n) return null;
  return Number((BigInt(used) * 1000n) / BigInt(total)) / 10;
}

function amountText(used: string | null, total: string | null): string {
  return used === null || total === null ? "" : `${formatBytes(used)} of ${formatBytes(total)}`;
}

function wordsOf(
  sample: NodeSample | null | undefined,
  percent: (sample: NodeSample) => number | null,
  words: (sample: NodeSample) => string,
): ValueWords {
  const value = sample ? percent(sample) : null;
  if (!sample || value === null) return { short: "not reported" };
  const exact = words(sample);
  return { short: `${value.toFixed(1)} %`, ...(exact && { exact }) };
}
