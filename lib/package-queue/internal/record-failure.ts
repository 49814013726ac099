import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { afterFailure } from "#lib/package-queue/after-failure";
import { publish } from "#lib/realtime/publish";

const Row = z.object({ attempts: z.number().int() });
const maxErrorLength = 2_000;

/** Notes a failed attempt on a queued event: it is tried again later, or it is dead. Undefined when it is no longer queued. */
export function recordFailure(ctx: Context, id: string, error: unknown): Promise<"queued" | "dead" | undefined> {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, maxErrorLength);
  return transaction(ctx.db, async (tx) => {
    const [event] = await tx.rows(sql`select attempts from billing_event where id = ${id}::uuid and state = 'queued' for update`, Row);
    if (!event) return undefined;
    const attempts = event.attempts + 1;
    const after = afterFailure(attempts, ctx.now, Math.random());
    const nextAttemptAt = after.state === "queued" ? after.nextAttemptAt : ctx.now;
    await tx.execute(sql`
      update billing_event set state = ${after.state}, attempts = ${attempts}, next_attempt_at = ${nextAttemptAt}::timestamptz, last_error = ${reason}
      where id = ${id}::uuid`);
    publish(tx, ctx.now, "billing-event:changed", ["permission:packages:read"], { count: 1 });
    return after.state;
  });
}
