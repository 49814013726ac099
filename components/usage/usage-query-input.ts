import { bucketFor, shiftRange, type TimeRange } from "#lib/universal/time-range";
import type { Usage } from "#lib/usage/schema";

export interface UsageQueryInput {
  from: string;
  to: string;
  bucket: Usage["bucket"];
  timeZone: string;
  groupBy: Usage["groupBy"];
  /** Somebody else's; missing: one's own. */
  userId?: string;
}

/** What the API is asked for a page's range: the same on the server and in the browser, so that the first drawing has data. */
export function usageQueryInput(
  range: TimeRange,
  timeZone: string,
  groupBy: Usage["groupBy"] = "none",
  userId?: string | undefined,
): UsageQueryInput {
  const stretch = { from: range.from.toISOString(), to: range.to.toISOString(), bucket: bucketFor(range) };
  return { ...stretch, timeZone, groupBy, ...(userId && { userId }) };
}

/** The stretch just before, in the same buckets, for the overlay. */
export function previousInput(input: UsageQueryInput): UsageQueryInput {
  const { from, to } = shiftRange({ from: new Date(input.from), to: new Date(input.to) }, -1);
  return { ...input, groupBy: "none", from: from.toISOString(), to: to.toISOString() };
}
