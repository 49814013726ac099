import type { EventType, Room } from "#lib/realtime/events";
import type { LoggedEvent } from "#lib/realtime/read-events";

/**
 * Types that come often in a big fleet and only say "something changed", so that the last one says it all; with the time
 * within which one audience is told at most once: its own usage to a user every 10 s, the fleet's four times a second.
 */
const highRateWindowsMs: Partial<Record<EventType, number>> = { "usage:fleet-updated": 250, "usage:updated": 10_000 };

export function coalesceWindowMs(type: EventType): number {
  return highRateWindowsMs[type] ?? 0;
}

/**
 * A report tells all its users with one event. Each of them is held back by itself: here it becomes one event per user,
 * and only for those who are connected to this process.
 */
export function perAudience(logged: LoggedEvent, isConnected: (room: Room) => boolean): LoggedEvent[] {
  if (logged.event.type !== "usage:updated") return [logged];
  return logged.rooms.filter(isConnected).map((room) => ({ ...logged, rooms: [room] }));
}

/** Events with the same key stand for each other; undefined for an event that must be told itself. */
export function coalesceKey({ event, rooms }: LoggedEvent): string | undefined {
  return coalesceWindowMs(event.type) > 0 ? `${event.type} ${rooms.join(" ")}` : undefined;
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
