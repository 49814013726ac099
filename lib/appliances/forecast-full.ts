import type { Forecast } from "#lib/appliances/schema";

/** What a repository held at an instant. */
export interface CapacityPoint {
  at: Date;
  usedBytes: bigint;
}

const dayMs = 86_400_000;
/** The line is drawn through the last two weeks; through a month where they hold too little. */
const windowsDays = [14, 30] as const;
/** Fewer points, or points closer together, are no trend. */
const minPoints = 5;
const minSpanDays = 3;
/** Beyond this nobody believes a straight line. */
const horizonDays = 5 * 365;
/** Growth or shrinking below this share of the whole a day is noise. */
const steadyShare = 0.0001;

/**
 * The day a repository is full if it goes on as it did: a straight line (least squares) through what it held, continued from
 * what it holds now. Confidence is how well the line fits: high from R² 0.9, medium from 0.6.
 */
export function forecastFull(points: readonly CapacityPoint[], totalBytes: bigint, usedBytes: bigint, now: Date): Forecast {
  return continueTrend(trendOf(points, now), totalBytes, usedBytes, now);
}

/** What follows from a trend for what is held at an instant; many instants may share one. */
export function continueTrend(trend: Trend | undefined, totalBytes: bigint, usedBytes: bigint, now: Date): Forecast {
  const fit = trend && { confidence: confidenceOf(trend.fit), bytesPerDay: String(Math.round(trend.bytesPerDay)) };
  const none = { confidence: null, bytesPerDay: null, ...fit };
  if (totalBytes === 0n || usedBytes >= totalBytes) return { fullAt: now.toISOString(), reason: "full", ...none };
  if (!trend) return { fullAt: null, reason: "too_little_history", ...none };
  const noise = Number(totalBytes) * steadyShare;
  if (trend.bytesPerDay < -noise) return { fullAt: null, reason: "shrinking", ...none };
  const daysLeft = Number(totalBytes - usedBytes) / trend.bytesPerDay;
  if (trend.bytesPerDay < noise || daysLeft > horizonDays) return { fullAt: null, reason: "steady", ...none };
  return { fullAt: new Date(now.getTime() + daysLeft * dayMs).toISOString(), reason: "filling", ...none };
}

/** The straight line through what a repository held. */
export interface Trend {
  bytesPerDay: number;
  /** R²: the share of what varies that the line explains. */
  fit: number;
}

/** The line through the last two weeks, or the last month; undefined where that holds too little. */
export function trendOf(points: readonly CapacityPoint[], now: Date): Trend | undefined {
  for (const days of windowsDays) {
    const from = now.getTime() - days * dayMs;
    const within = points.filter(({ at }) => at.getTime() >= from && at <= now);
    const times = within.map(({ at }) => at.getTime());
    const spanDays = (Math.max(...times) - Math.min(...times)) / dayMs;
    if (within.length >= minPoints && spanDays >= minSpanDays) return leastSquares(within, now);
  }
  return undefined;
}

function leastSquares(points: readonly CapacityPoint[], now: Date): Trend {
  const xs = points.map(({ at }) => (at.getTime() - now.getTime()) / dayMs);
  const ys = points.map(({ usedBytes }) => Number(usedBytes));
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [index, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, (ys[index] ?? meanY) - meanY];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return { bytesPerDay: xy / xx, fit: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function confidenceOf(fit: number): NonNullable<Forecast["confidence"]> {
  if (fit >= 0.9) return "high";
  return fit >= 0.6 ? "medium" : "low";
}
