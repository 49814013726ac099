import type { TimeRange } from "#lib/universal/time-range";

const mostMs = 90 * 86_400_000;

/** The range as the fleet's overview takes it: at most the last 90 days of it. */
export function overviewInput({ from, to }: TimeRange): { from: string; to: string } {
  return { from: new Date(Math.max(from.getTime(), to.getTime() - mostMs)).toISOString(), to: to.toISOString() };
}
