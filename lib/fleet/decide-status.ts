import type { NodeStatus } from "#lib/fleet/schema";

/** What is known of a node server. */
export interface ServerFacts {
  status: NodeStatus;
  lastOnlineAt: Date | null;
  /** Null: maintenance until somebody ends it. */
  maintenanceUntil: Date | null;
}

/** When we look, and since when we have been able to hear nodes without a gap. */
export interface Listening {
  now: Date;
  listeningSince: Date;
  offlineTimeoutMs: number;
}

/** Why a status stays, or what it becomes and why, in words for people. */
export type StatusDecision =
  | { change: false; reason: "heard" | "silent" | "in_maintenance" | "listening_too_short" }
  | { change: true; status: NodeStatus; reason: string };

/**
 * Online or offline by heartbeat age. Maintenance is set by people and ends only when its `until` has passed. After a
 * gap of our own nobody is called offline before we have listened for one time-out: silence that nobody could hear
 * proves nothing.
 */
export function decideStatus(server: ServerFacts, listening: Listening): StatusDecision {
  const isHeard = isWithinTimeout(server.lastOnlineAt, listening);
  const hasListened = listening.now.getTime() - listening.listeningSince.getTime() >= listening.offlineTimeoutMs;
  switch (server.status) {
    case "maintenance":
      if (server.maintenanceUntil === null || server.maintenanceUntil > listening.now) return { change: false, reason: "in_maintenance" };
      if (!isHeard && !hasListened) return { change: false, reason: "listening_too_short" };
      return afterMaintenance(server.lastOnlineAt, listening);
    case "online":
      if (isHeard) return { change: false, reason: "heard" };
      if (!hasListened) return { change: false, reason: "listening_too_short" };
      return { change: true, status: "offline", reason: silenceInWords(server.lastOnlineAt, listening.now) };
    case "offline":
      if (!isHeard) return { change: false, reason: "silent" };
      return { change: true, status: "online", reason: "heartbeat received" };
  }
}

/** What a server is at the end of its maintenance, whoever ended it. */
export function afterMaintenance(
  lastOnlineAt: Date | null,
  { now, offlineTimeoutMs }: Pick<Listening, "now" | "offlineTimeoutMs">,
): { change: true; status: "online" | "offline"; reason: string } {
  if (isWithinTimeout(lastOnlineAt, { now, offlineTimeoutMs }))
    return { change: true, status: "online", reason: "maintenance ended, heartbeat received" };
  return { change: true, status: "offline", reason: `maintenance ended, ${silenceInWords(lastOnlineAt, now)}` };
}

function isWithinTimeout(lastOnlineAt: Date | null, { now, offlineTimeoutMs }: Pick<Listening, "now" | "offlineTimeoutMs">): boolean {
  return lastOnlineAt !== null && now.getTime() - lastOnlineAt.getTime() < offlineTimeoutMs;
}

/** `no heartbeat for 5 min 12 s`, or `never reported`. */
export function silenceInWords(lastOnlineAt: Date | null, now: Date): string {
  return lastOnlineAt === null ? "never reported" : `no heartbeat for ${durationInWords(now.getTime() - lastOnlineAt.getTime())}`;
}

const units = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3_600 },
  { name: "min", seconds: 60 },
  { name: "s", seconds: 1 },
];

/** The two largest units that are not zero: `5 min 12 s`, `3 d 4 h`, `0 s`. */
export function durationInWords(durationMs: number): string {
  let left = Math.max(0, Math.floor(durationMs / 1000));
  const parts: string[] = [];
  for (const { name, seconds } of units) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0) parts.push(`${count} ${name}`);
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}
