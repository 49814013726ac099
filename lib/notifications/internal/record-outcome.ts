import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { afterFailure, isToBePaused, targetRest } from "#lib/notifications/after-attempt";
import type { Outcome } from "../channels/channel.ts";
import { channelOf } from "../channels/channels.ts";
import type { Claimed } from "./claim-deliveries.ts";
import { mailPause } from "./mail-pause.ts";
import { plainStart } from "./plain-start.ts";

const Target = z.object({
  failures: z.number().int(),
  failing_since: z.date().nullable(),
  paused_at: z.date().nullable(),
  url: z.string().nullable(),
});

/**
 * Writes how an attempt ended: on its row, on the delivery and on the target's health. A success counts whoever holds the
 * delivery by now; a failure only for who still holds it.
 */
export async function recordOutcome(db: Database, now: Date, held: Claimed, outcome: Outcome, durationMs: number): Promise<void> {
  await transaction(db, async (tx) => {
    const [target] = await tx.rows(
      sql`select failures, failing_since, paused_at, config ->> 'url' as url from notification_target where id = ${held.target_id}::uuid for no key update`,
      Target,
    );
    const error = outcome.isSuccess ? null : plainStart(outcome.error);
    await tx.execute(sql`
      update delivery_attempt set duration_ms = ${Math.round(durationMs)}, is_success = ${outcome.isSuccess}, status_code = ${outcome.statusCode ?? null},
        error = ${error}, response = ${outcome.response ?? null}
      where delivery_id = ${held.id}::uuid and number = ${held.attempts}`);
    // Deleted meanwhile, with its deliveries.
    if (!target) return;
    if (outcome.isSuccess) await noteSuccess(tx, now, held);
    else if (outcome.isInterrupted) await handBack(tx, now, held);
    else await noteFailure(tx, now, held, outcome, target);
  });
}

async function noteSuccess(tx: SqlTransaction, now: Date, held: Claimed): Promise<void> {
  await tx.execute(sql`
    update delivery set state = 'sent', ended_at = ${now}::timestamptz, next_attempt_at = ${now}::timestamptz, claim = null, last_error = null
    where id = ${held.id}::uuid and state <> 'sent'`);
  await tx.execute(sql`
    update notification_target set failures = 0, failing_since = null, not_before = null, last_error = null, last_success_at = ${now}::timestamptz
    where id = ${held.target_id}::uuid`);
}

/** Due again at once, with as many attempts left as before. */
async function handBack(tx: SqlTransaction, now: Date, held: Claimed): Promise<void> {
  await tx.execute(sql`
    update delivery set next_attempt_at = ${now}::timestamptz, claim = null, max_attempts = max_attempts + 1
    where id = ${held.id}::uuid and claim = ${held.claim}::uuid`);
}

async function noteFailure(
  tx: SqlTransaction,
  now: Date,
  held: Claimed,
  outcome: Extract<Outcome, { isSuccess: false }>,
  target: z.output<typeof Target>,
): Promise<void> {
  const failed = { attempts: held.attempts, maxAttempts: held.max_attempts, retryAfterMs: outcome.retryAfterMs, isFinal: outcome.isFinal };
  const after = afterFailure(failed, now, Math.random());
  const next = after.state === "waiting" ? after.nextAttemptAt : now;
  const error = plainStart(outcome.error);
  await tx.execute(sql`
    update delivery set state = ${after.state}, next_attempt_at = ${next}::timestamptz, claim = null, last_error = ${error},
      ended_at = ${after.state === "dead" ? now : null}::timestamptz
    where id = ${held.id}::uuid and claim = ${held.claim}::uuid`);
  if (outcome.isOfRecipient) return;
  const since = target.failing_since ?? now;
  const failures = target.failures + 1;
  const reason = outcome.pauses ?? (isToBePaused(since, now) ? `No attempt has succeeded for 3 days: ${error}` : null);
  const pauses = target.paused_at === null && channelOf(held.kind)?.canPause ? reason : null;
  if (pauses !== null) await mailPause(tx, now, { id: held.target_id, url: target.url ?? held.kind }, pauses);
  await tx.execute(sql`
    update notification_target set failures = ${failures}, failing_since = ${since}::timestamptz, last_failure_at = ${now}::timestamptz,
      last_error = ${error}, not_before = ${targetRest(failures, now, Math.random())}::timestamptz,
      paused_at = case when ${pauses}::text is null then paused_at else coalesce(paused_at, ${now}::timestamptz) end,
      paused_reason = coalesce(paused_reason, ${pauses}::text)
    where id = ${held.target_id}::uuid`);
}
