import type { Database } from "#lib/core/database";
import type { Outcome, Outgoing } from "../channels/channel.ts";
import { channelOf } from "../channels/channels.ts";
import type { Claimed } from "./claim-deliveries.ts";

/** No attempt takes longer. */
export const attemptTimeoutMs = 10_000;

/** One attempt, which always ends in time, even if the channel does not: success, or a failure in words. */
export async function attempt(db: Database, held: Claimed, now: Date, stop: AbortSignal, timeoutMs = attemptTimeoutMs): Promise<Outcome> {
  const channel = channelOf(held.kind);
  if (!channel) return { isSuccess: false, error: `This version knows no channel ${held.kind}`, isFinal: true };
  const tooLate = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([stop, tooLate]);
  const failed = (error: unknown): Outcome => {
    if (tooLate.aborted) return { isSuccess: false, error: `timed out after ${timeoutMs / 1_000} s` };
    if (stop.aborted) return { isSuccess: false, error: "interrupted: the process was stopped", isInterrupted: true };
    return { isSuccess: false, error: describe(error) };
  };
  const aborted = Promise.withResolvers<Outcome>();
  const onAbort = () => aborted.resolve(failed(signal.reason));
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([channel.send(outgoingOf(held), { db, now, signal }).catch(failed), aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function outgoingOf(held: Claimed): Outgoing {
  return {
    messageId: held.message_id,
    topic: held.topic,
    recipient: held.recipient,
    payload: held.payload,
    createdAt: held.created_at,
    target: {
      config: held.config,
      secret: held.secret,
      previousSecret: held.previous_secret,
      previousSecretUntil: held.previous_secret_until,
    },
  };
}

/** Several addresses that all refused are one error that says nothing by itself. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(describe).join("; ");
  return error instanceof Error ? error.message : String(error);
}
