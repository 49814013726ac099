import type { EventType } from "#lib/realtime/events";
import type { LoggedEvent } from "#lib/realtime/read-events";

/** Types that come many times a second in a big fleet. They only say "something changed", so the last one says it all. */
const highRateTypes: ReadonlySet<EventType> = new Set(["usage:fleet-updated"]);

/** Events with the same key stand for each other; undefined for an event that must be told itself. */
export function coalesceKey({ event, rooms }: LoggedEvent): string | undefined {
  return highRateTypes.has(event.type) ? `${event.type} ${rooms.join(" ")}` : undefined;
}

/** Leaves out every event that a later one of the list stands for. The order stays. */
export function withoutSuperseded(events: readonly LoggedEvent[]): LoggedEvent[] {
  const lastOf = new Map<string, LoggedEvent>();
  for (const logged of events) {
    const key = coalesceKey(logged);
    if (key !== undefined) lastOf.set(key, logged);
  }
  if (lastOf.size === 0) return [...events];
  return events.filter((logged) => {
    const key = coalesceKey(logged);
    return key === undefined || lastOf.get(key) === logged;
  });
}
