import { backoffMs } from "#lib/universal/backoff";

/** So often an event is tried before people have to look at it. */
export const maxAttempts = 5;
const waits = { firstMs: 5_000, maxMs: 300_000 };

export type AfterFailure = { state: "queued"; nextAttemptAt: Date } | { state: "dead" };

/** What becomes of an event whose attempt number `attempts` (1 = the first) failed. `random` is in [0, 1). */
export function afterFailure(attempts: number, now: Date, random: number): AfterFailure {
  if (attempts >= maxAttempts) return { state: "dead" };
  return { state: "queued", nextAttemptAt: new Date(now.getTime() + backoffMs(attempts - 1, waits, random)) };
}
