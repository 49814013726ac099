import { formatBytes } from "#lib/universal/bytes";
import { spanMs, type TimeRange } from "#lib/universal/time-range";

/**
 * This period against the one before, in words: `12 % more than the 24 hours before`. Without anything before there
 * is nothing to compare with.
 */
export function compareText(current: bigint, previous: bigint, before: string): string {
  if (previous === 0n) return current === 0n ? `none in the ${before} before either` : `none in the ${before} before`;
  const change = Number(((current - previous) * 1000n) / previous) / 10;
  if (Math.abs(change) >= 1000) return `${formatBytes(previous)} in the ${before} before`;
  if (Math.abs(change) < 1) return `about as much as the ${before} before`;
  return `${Math.abs(change) < 10 ? Math.abs(change).toFixed(1) : Math.round(Math.abs(change))} % ${change > 0 ? "more" : "less"} than the ${before} before`;
}

/** A length of time as that sentence names it: `24 hours`, `7 days`. */
export function spanName(range: TimeRange): string {
  const hours = Math.round(spanMs(range) / 3_600_000);
  if (hours <= 48) return hours <= 1 ? "hour" : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}
