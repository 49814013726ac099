import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { BillingEvent, BillingEventIdInput } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";
import { readBillingEvents } from "./internal/billing-event-row.ts";

const Id = z.object({ id: z.string() });

/**
 * Tries an event again at the next run, with five attempts anew: a dead one, or one that waits for its next attempt.
 * @throws DomainError not_found, wrong_state with the event as it is when it had its effect already
 */
export const retryBillingEvent = operation(
  {
    name: "retryBillingEvent",
    summary: "Try a billing event again",
    policy: "packages:write",
    input: BillingEventIdInput,
    output: BillingEvent,
  },
  async (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      const one = sql`where e.id = ${id}::uuid`;
      const [before] = await readBillingEvents(tx, sql`${one} for update`);
      if (!before) throw notFound("Event");
      const [retried] = await tx.rows(
        sql`update billing_event set state = 'queued', attempts = 0, next_attempt_at = ${ctx.now}::timestamptz
        where id = ${id}::uuid and state <> 'done' returning id`,
        Id,
      );
      if (!retried) throw new DomainError("wrong_state", "This event had its effect already", { state: before });
      publish(tx, ctx.now, "billing-event:changed", ["permission:packages:read"], { count: 1 });
      const [after] = await readBillingEvents(tx, one);
      if (!after) throw new Error("The event was not found again");
      await audit(tx, ctx, { action: "billing-event.retry", subjectKind: "billing-event", subjectId: id, before, after });
      return after;
    }),
);
