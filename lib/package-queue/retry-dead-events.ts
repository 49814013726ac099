import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { EventsInput, EventsRetried } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";

/** Tries every dead event again at the next run, with five attempts anew. None is no error: somebody was faster. */
export const retryDeadEvents = operation(
  {
    name: "retryDeadEvents",
    summary: "Try all dead billing events again",
    policy: "packages:write",
    input: EventsInput,
    output: EventsRetried,
  },
  (ctx) =>
    transaction(ctx.db, async (tx) => {
      const retried = await tx.execute(sql`
        update billing_event set state = 'queued', attempts = 0, next_attempt_at = ${ctx.now}::timestamptz where state = 'dead'`);
      if (retried === 0) return { retried };
      await audit(tx, ctx, { action: "billing-event.retry-dead", subjectKind: "billing-event", subjectId: "dead", after: { retried } });
      publish(tx, ctx.now, "billing-event:changed", ["permission:packages:read"], { count: retried });
      return { retried };
    }),
);
