import { offsetSpans } from "#lib/universal/local-time";

/** Roll-ups are kept by the quarter of an hour: every UTC offset in use is a multiple of it. Seconds. */
export const quarterS = 900;
export const hourS = 3_600;
export const dayS = 86_400;

/** How a range is cut: quarters of an hour, hours or days as the local clock shows them. */
export type BucketUnit = "15m" | "hour" | "day";

/**
 * Where the buckets that cover `[fromS, toS)` begin, and where the last one ends: `n + 1` edges for `n` buckets, in
 * epoch seconds, strictly increasing, each a multiple of 15 minutes; bucket `i` is `[edges[i], edges[i + 1])`. The
 * first edge is at or before `fromS`, the last at or after `toS`.
 *
 * A local day or hour begins when the clock first reads its start, or where the clock jumps over that reading. So DST
 * days have 23, 24.5 or 25 hours, a day without midnight begins at 01:00, a skipped day does not exist, an hour that
 * comes twice is two buckets, and a half-hour shift makes one hour of 30 or 90 minutes.
 */
export function bucketEdges(unit: BucketUnit, timeZone: string, fromS: number, toS: number): number[] {
  if (unit === "15m") return quarterEdges(fromS, toS);
  const unitS = unit === "day" ? dayS : hourS;
  // Wide enough that a whole bucket, and what decides where it begins, lies on either side.
  const starts = localStarts(unitS, timeZone, Math.floor(fromS) - 3 * dayS, Math.ceil(toS) + 3 * dayS);
  const first = starts.findLastIndex((startS) => startS <= fromS);
  const last = starts.findIndex((startS) => startS >= toS && startS > fromS);
  return starts.slice(first, last + 1);
}

function quarterEdges(fromS: number, toS: number): number[] {
  const edges: number[] = [];
  for (let edgeS = Math.floor(fromS / quarterS) * quarterS; edgeS < toS; edgeS += quarterS) edges.push(edgeS);
  edges.push((edges.at(-1) ?? 0) + quarterS);
  return edges;
}

/** Every start of a local unit in `[fromS, toS)`. */
function localStarts(unitS: number, timeZone: string, fromS: number, toS: number): number[] {
  const starts: number[] = [];
  let newestUnit = Number.NEGATIVE_INFINITY;
  let previousOffsetS: number | undefined;
  const begin = (atS: number, localUnit: number) => {
    // Clocks were once changed at one minute past midnight, and before 1972 by odd seconds.
    const startS = Math.floor(atS / quarterS) * quarterS;
    const isRepeatedDay = unitS === dayS && localUnit <= newestUnit;
    if (!isRepeatedDay && startS > (starts.at(-1) ?? Number.NEGATIVE_INFINITY)) starts.push(startS);
    newestUnit = Math.max(newestUnit, localUnit);
  };
  for (const span of offsetSpans(timeZone, fromS, toS)) {
    const firstUnit = Math.floor((span.fromS + span.offsetS) / unitS);
    const isJumpedOver = previousOffsetS !== undefined && firstUnit * unitS >= span.fromS + previousOffsetS;
    if (isJumpedOver && firstUnit * unitS < span.fromS + span.offsetS) begin(span.fromS, firstUnit);
    for (let unit = Math.ceil((span.fromS + span.offsetS) / unitS); unit * unitS - span.offsetS < span.toS; unit++)
      begin(unit * unitS - span.offsetS, unit);
    previousOffsetS = span.offsetS;
  }
  return starts;
}

/** The buckets of a recent range, the last one the current. */
const recentRanges = { day: { unit: "hour", count: 24 }, week: { unit: "day", count: 7 }, month: { unit: "day", count: 30 } } as const;

/** day = 24 hourly buckets, week = 7 and month = 30 daily ones in the zone; the last holds `nowS`. Edges as in `bucketEdges`. */
export function recentEdges(range: keyof typeof recentRanges, timeZone: string, nowS: number): number[] {
  const { unit, count } = recentRanges[range];
  const unitS = unit === "day" ? dayS : hourS;
  // A skipped day or a 90-minute hour needs a little more than count units.
  return bucketEdges(unit, timeZone, nowS - (count + 3) * unitS, Math.floor(nowS) + 1).slice(-(count + 1));
}

/** True if `[fromS, toS]` is at most `days` on the zone's own calendar: a clock change in between neither adds nor takes. */
export function isWithinLocalDays(timeZone: string, fromS: number, toS: number, days: number): boolean {
  const first = offsetSpans(timeZone, Math.floor(fromS), Math.floor(fromS) + 1)[0]?.offsetS ?? 0;
  const last = offsetSpans(timeZone, Math.floor(toS), Math.floor(toS) + 1)[0]?.offsetS ?? 0;
  return toS + last - (fromS + first) <= days * dayS;
}
