/** An event that waits for its effect. */
export interface QueuedEvent {
  id: string;
  userId: string;
  nextAttemptAt: Date;
}

/**
 * Which of the queued events (in order of their numbers) may be applied at `now`: a user's events in their order, so one
 * that waits for its next attempt holds back those behind it, and nobody else's.
 */
export function takeDue<E extends QueuedEvent>(events: readonly E[], now: Date): E[] {
  const held = new Set<string>();
  return events.filter((event) => {
    if (event.nextAttemptAt > now) held.add(event.userId);
    return !held.has(event.userId);
  });
}
