import type { Room } from "#lib/realtime/events";

/** Who hears about a user's queue: the user, and whoever may read packages. */
export function roomsOfQueue(userId: string): Room[] {
  return [`user:${userId}`, "permission:packages:read"];
}
