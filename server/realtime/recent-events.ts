import type { LoggedEvent } from "#lib/realtime/read-events";

/** The last events of the log, in memory, so that a storm of returning clients does not become a storm of queries. */
export interface RecentEvents {
  add(events: readonly LoggedEvent[]): void;
  /** Everything after `seq`; undefined when some of it is not kept here and must be read from the log. */
  after(seq: bigint): LoggedEvent[] | undefined;
  /** Forgets everything: from here on the log goes on after `seq`. */
  restart(seq: bigint): void;
}

export function recentEvents(from: bigint, capacity = 2_000): RecentEvents {
  let floor = from;
  let kept: LoggedEvent[] = [];
  return {
    add(events) {
      kept.push(...events);
      // Cut rarely, not with every event: cutting copies.
      if (kept.length < capacity * 2) return;
      const cut = kept.splice(0, kept.length - capacity);
      floor = cut.at(-1)?.seq ?? floor;
    },
    after(seq) {
      if (seq < floor) return undefined;
      return kept.slice(firstAfter(kept, seq));
    },
    restart(seq) {
      floor = seq;
      kept = [];
    },
  };
}

/** Index of the first event with a higher number; the numbers grow. */
function firstAfter(events: readonly LoggedEvent[], seq: bigint): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = events[middle];
    if (at && at.seq <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
