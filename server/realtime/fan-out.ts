import type { Room } from "#lib/realtime/events";
import type { LoggedEvent } from "#lib/realtime/read-events";
import { coalesceKey, coalesceWindowMs, perAudience } from "./coalesce.ts";
import type { RealtimeServer } from "./realtime-socket.ts";

export interface FanOut {
  /** Tells every socket that may hear them, in order. */
  tell(events: readonly LoggedEvent[]): void;
  /** Tells what is being held back for any of these rooms now. */
  release(rooms: readonly Room[]): void;
  close(): void;
}

interface Held {
  logged: LoggedEvent;
  timer: NodeJS.Timeout;
}

/**
 * From the log to the sockets of this process. High-rate events go out at once and then at most once per window and
 * audience, the last one standing for those before. What is held back is always told before any later event of the same audience: every
 * socket sees growing numbers, so the last number a client saw is a safe place to resume from.
 */
export function fanOut(io: RealtimeServer, options: { windowMs?: number | undefined } = {}): FanOut {
  const held = new Map<string, Held>();
  const toldAtMs = new Map<string, number>();

  const emit = ({ event, rooms }: LoggedEvent) => {
    if (rooms.length > 0) io.to([...rooms]).emit(event.type, event);
  };

  const tellHeld = (key: string) => {
    const entry = held.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    held.delete(key);
    toldAtMs.set(key, performance.now());
    emit(entry.logged);
  };

  const holdBack = (key: string, logged: LoggedEvent) => {
    const entry = held.get(key);
    if (entry) {
      entry.logged = logged;
      return;
    }
    const waitMs =
      (toldAtMs.get(key) ?? Number.NEGATIVE_INFINITY) + (options.windowMs ?? coalesceWindowMs(logged.event.type)) - performance.now();
    if (waitMs > 0) {
      held.set(key, { logged, timer: setTimeout(tellHeld, waitMs, key) });
      return;
    }
    toldAtMs.set(key, performance.now());
    emit(logged);
  };

  /** Whether a socket hears both audiences. Permission rooms are met often and have many sockets: taken as shared. */
  const overlap = (a: readonly Room[], b: readonly Room[]) =>
    a.some((room) => b.includes(room) || (room.startsWith("permission:") ? b.some(isPermission) : hasSocketIn(room, b)));

  const isConnected = (room: Room) => io.sockets.adapter.rooms.has(room);

  const hasSocketIn = (room: Room, others: readonly Room[]) => {
    for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
      const socket = io.sockets.sockets.get(id);
      if (socket && others.some((other) => socket.rooms.has(other))) return true;
    }
    return false;
  };

  const release = (rooms: readonly Room[], exceptKey?: string) => {
    for (const [key, { logged }] of [...held]) if (key !== exceptKey && overlap(rooms, logged.rooms)) tellHeld(key);
  };

  return {
    tell(events) {
      for (const logged of events.flatMap((each) => perAudience(each, isConnected))) {
        const key = coalesceKey(logged);
        release(logged.rooms, key);
        if (key === undefined) emit(logged);
        else holdBack(key, logged);
      }
    },
    release: (rooms) => release(rooms),
    close() {
      for (const { timer } of held.values()) clearTimeout(timer);
      held.clear();
    },
  };
}

function isPermission(room: Room): boolean {
  return room.startsWith("permission:");
}
