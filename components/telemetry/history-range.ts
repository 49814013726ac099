import type { TimeRange } from "#lib/universal/time-range";

/** So many steps at the most are drawn in one chart of a node. */
const points = 300;

/** What the page asks of a node's history, on the server and in the browser. */
export function historyRange({ from, to }: TimeRange): { from: string; to: string; points: number } {
  return { from: from.toISOString(), to: to.toISOString(), points };
}

/** The same range for messages, profiles and reputation. */
export function instantsOf({ from, to }: TimeRange): { from: string; to: string } {
  return { from: from.toISOString(), to: to.toISOString() };
}
