import { type CapacityPoint, continueTrend, type Trend, trendOf } from "#lib/appliances/forecast-full";

const dayMs = 86_400_000;
/** The line goes through a month at most. */
const daysRemembered = 31;

/** A repository as it was at an instant, and the day it would have been full by what was known then (ISO 8601; null: none). */
export interface PastCapacity extends CapacityPoint {
  totalBytes: bigint;
}

/**
 * The forecast of each point, for points in their order: from the last point of each day before and the first of its own, as
 * rules read days. One line a day, so that a year of quarters costs a year of days, and not the square of its points.
 */
export function forecastPast(points: readonly PastCapacity[]): (string | null)[] {
  const days: PastCapacity[] = [];
  let last: PastCapacity | undefined;
  let trend: Trend | undefined;
  return points.map((point) => {
    if (!last || dayOf(last) !== dayOf(point)) {
      if (last) days.push(last);
      if (days.length > daysRemembered) days.shift();
      trend = trendOf([...days, point], point.at);
    }
    last = point;
    return continueTrend(trend, point.totalBytes, point.usedBytes, point.at).fullAt;
  });
}

function dayOf({ at }: PastCapacity): number {
  return Math.floor(at.getTime() / dayMs);
}
