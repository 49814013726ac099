import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "#lib/auth/context";
import { isDatabaseAway } from "#lib/core/errors";
import { announceTargets } from "./internal/announce-targets.ts";
import { attempt } from "./internal/attempt.ts";
import { type Claimed, claimDeliveries } from "./internal/claim-deliveries.ts";
import { recordOutcome } from "./internal/record-outcome.ts";
import { runningClock } from "./internal/running-clock.ts";

/** Attempts of this process at the same time. */
const atOnce = 48;
/** While something is under way, what has come due meanwhile is looked for this often. */
const lookEveryMs = 500;
/** A run ends so that the next one is seen to begin; its last attempts are waited for. */
const runForMs = 45_000;

export interface DeliverOptions {
  signal?: AbortSignal;
  /** Of one attempt. */
  timeoutMs?: number;
}

export interface Delivered {
  sent: number;
  failed: number;
}

/**
 * Sends what is due until nothing is: at least once, each with its stable id. A receiver that hangs holds its own few places
 * for at most ten seconds and nobody else's. Safe beside itself: what another process holds is left to it.
 */
export async function deliver(ctx: Context, { signal = new AbortController().signal, timeoutMs }: DeliverOptions = {}): Promise<Delivered> {
  const clock = runningClock(ctx.now);
  const total: Delivered = { sent: 0, failed: 0 };
  const flying = new Set<Promise<void>>();
  const touched = new Set<string>();
  const failures: unknown[] = [];
  // One after the other: receivers that answer at once must not take every connection that people's requests need.
  let recording: Promise<void> = Promise.resolve();

  const fly = async (held: Claimed) => {
    const from = performance.now();
    const outcome = await attempt(ctx.db, held, clock(), signal, timeoutMs);
    const durationMs = performance.now() - from;
    const recorded = recording.then(() => recordOutcome(ctx.db, clock(), held, outcome, durationMs));
    recording = recorded.catch(() => {});
    await recorded;
    touched.add(held.target_id);
    if (outcome.isSuccess) total.sent++;
    else total.failed++;
  };

  while (!signal.aborted) {
    const isOver = clock().getTime() - ctx.now.getTime() >= runForMs;
    // What lands while we look may free places: it is only over when nothing was under way before.
    const wasQuiet = flying.size === 0;
    const free = atOnce - flying.size;
    const claimed = isOver || free === 0 ? [] : await claimDeliveries(ctx.db, clock(), free);
    for (const held of claimed) {
      const flight = fly(held)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => flying.delete(flight));
      flying.add(flight);
    }
    if (wasQuiet && flying.size === 0) break;
    if (flying.size === 0 || (claimed.length > 0 && flying.size < atOnce)) continue;
    await announceTargets(ctx, clock(), touched);
    await Promise.race([...flying, wait(lookEveryMs, undefined, { ref: false })]);
  }
  await Promise.all(flying);
  await announceTargets(ctx, clock(), touched);
  const [failure] = failures;
  if (failure !== undefined && !isDatabaseAway(failure)) ctx.log.error({ err: failure }, "an attempt could not be recorded");
  if (failure !== undefined) throw failure;
  return total;
}
