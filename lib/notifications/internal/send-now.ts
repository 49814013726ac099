import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { transaction } from "#lib/core/transaction";
import type { DeliveryDetail } from "#lib/notifications/schema";
import { announceTargets } from "./announce-targets.ts";
import { attempt } from "./attempt.ts";
import { type Claimed, ClaimedRow, claimedColumns, claimUntil } from "./claim-deliveries.ts";
import { readDelivery } from "./read-delivery.ts";
import { recordOutcome } from "./record-outcome.ts";
import { runningClock } from "./running-clock.ts";

/**
 * Writes a delivery by `enqueue`, which returns its id, and tries it at once, once: for tests that people ask for. The answer
 * says what really happened. Nobody else can take it meanwhile.
 */
export async function sendNow(ctx: Context, enqueue: (tx: SqlTransaction) => Promise<string>): Promise<DeliveryDetail> {
  const clock = runningClock(ctx.now);
  const claim = crypto.randomUUID();
  const held = await transaction(ctx.db, async (tx): Promise<Claimed> => {
    const id = await enqueue(tx);
    await tx.execute(sql`
      update delivery set claim = ${claim}::uuid, next_attempt_at = ${claimUntil(ctx.now)}::timestamptz, attempts = 1, max_attempts = 1
      where id = ${id}::uuid`);
    await tx.execute(sql`insert into delivery_attempt (delivery_id, number, started_at) values (${id}::uuid, 1, ${ctx.now}::timestamptz)`);
    const [row] = await tx.rows(
      sql`select ${claimedColumns} from delivery c join notification_target t on t.id = c.target_id where c.id = ${id}::uuid`,
      ClaimedRow,
    );
    if (!row) throw new Error("A new delivery vanished in its own transaction");
    return { ...row, claim };
  });
  const from = performance.now();
  const outcome = await attempt(ctx.db, held, ctx.now, new AbortController().signal);
  await recordOutcome(ctx.db, clock(), held, outcome, performance.now() - from);
  await announceTargets(ctx, clock(), new Set([held.target_id]));
  return readDelivery(ctx.db, clock(), held.id);
}
