import { backoffMs } from "#lib/universal/backoff";

/** So often a delivery is tried before people have to look at it: over about a day. */
export const maxAttempts = 24;
const waits = { firstMs: 5_000, maxMs: 7_200_000 };
/** A receiver that asks for more time gets it, up to here. */
const longestAskedMs = 7_200_000;
/** After a failure a target is tried with one delivery at a time; after so many in a row it also rests between them. */
const restsAfter = 3;
const targetWaits = { firstMs: 1_000, maxMs: 60_000 };
const pausedAfterMs = 3 * 86_400_000;

interface Failed {
  /** 1 = the first. */
  attempts: number;
  maxAttempts: number;
  /** What the receiver asked for, by Retry-After. */
  retryAfterMs?: number | undefined;
  /** Trying again cannot help. */
  isFinal?: boolean | undefined;
}

export type AfterFailure = { state: "waiting"; nextAttemptAt: Date } | { state: "dead" };

/** What becomes of a delivery whose attempt failed. `random` is in [0, 1). */
export function afterFailure(failed: Failed, now: Date, random: number): AfterFailure {
  if (failed.isFinal || failed.attempts >= failed.maxAttempts) return { state: "dead" };
  const asked = Math.min(failed.retryAfterMs ?? 0, longestAskedMs);
  return { state: "waiting", nextAttemptAt: new Date(now.getTime() + Math.max(asked, backoffMs(failed.attempts - 1, waits, random))) };
}

/** Until when a target is left alone after `failures` in a row; null: it may be tried at once. */
export function targetRest(failures: number, now: Date, random: number): Date | null {
  if (failures < restsAfter) return null;
  return new Date(now.getTime() + backoffMs(failures - restsAfter, targetWaits, random));
}

/** Whether a target has failed for so long that it is paused: visibly, and with everything kept. */
export function isToBePaused(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= pausedAfterMs;
}
