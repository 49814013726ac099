import { DomainError } from "#lib/core/errors";
import { type BucketUnit, bucketEdges, isWithinLocalDays, quarterS } from "#lib/universal/buckets";

export const maxRangeDays = 400;
export const maxBuckets = 10_000;

/** `from` and `to` as instants, `from` before `to`. @throws DomainError validation_failed naming what is wrong */
export function readRange(from: string, to: string): { fromS: number; toS: number } {
  const [fromS, toS] = [Date.parse(from) / 1000, Date.parse(to) / 1000];
  if (!(fromS < toS)) throw refuseRange("to", "must be after from");
  return { fromS, toS };
}

/**
 * The bucket edges of a range, widened to whole buckets of the zone.
 * @throws DomainError validation_failed naming `to` (beyond `maxDays` of the local calendar) or `bucket` (too many)
 */
export function rangeEdges(unit: BucketUnit, timeZone: string, fromS: number, toS: number, maxDays = maxRangeDays): number[] {
  if (!isWithinLocalDays(timeZone, fromS, toS, maxDays)) throw refuseRange("to", `must be at most ${maxDays} days after from`);
  const finestCount = (toS - fromS) / (unit === "15m" ? quarterS : quarterS * 4);
  const edges = unit !== "day" && finestCount > maxBuckets + 1 ? [] : bucketEdges(unit, timeZone, fromS, toS);
  if (edges.length < 2 || edges.length - 1 > maxBuckets)
    throw refuseRange("bucket", `${unit} makes more than ${maxBuckets} buckets of this range`);
  return edges;
}

/** A range that is well-formed but not served, named by its parameter. */
export function refuseRange(path: string, detail: string): DomainError {
  return new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "out_of_range", detail }] });
}
