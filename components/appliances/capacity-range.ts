import type { TimeRange } from "#lib/universal/time-range";

const mostMs = 400 * 86_400_000;

/** The range as the capacity call takes it: at most the last 400 days of it. */
export function capacityRange({ from, to }: TimeRange): { start: string; end: string } {
  return { start: new Date(Math.max(from.getTime(), to.getTime() - mostMs)).toISOString(), end: to.toISOString() };
}
