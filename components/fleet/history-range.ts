import type { TimeRange } from "#lib/universal/time-range";

const mostMs = 90 * 86_400_000;

/** The range as the history calls take it: at most the last 90 days of it. */
export function historyRange({ from, to }: TimeRange): { start: string; end: string } {
  return { start: new Date(Math.max(from.getTime(), to.getTime() - mostMs)).toISOString(), end: to.toISOString() };
}
