import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { maxAttempts } from "#lib/notifications/after-attempt";
import { DeliveryDetail, DeliveryIdInput } from "#lib/notifications/schema";
import { publish } from "#lib/realtime/publish";
import { readDelivery } from "./internal/read-delivery.ts";

/**
 * Tries a delivery again within seconds, with all attempts anew: a dead one, or one that waits for its next attempt.
 * @throws DomainError not_found; wrong_state with the delivery as it is when it was sent, or is being sent now
 */
export const retryDelivery = operation(
  { name: "retryDelivery", summary: "Send a delivery again", policy: "settings:write", input: DeliveryIdInput, output: DeliveryDetail },
  (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      const before = await readDelivery(tx, ctx.now, id);
      const changed = await tx.execute(sql`
        update delivery set state = 'waiting', max_attempts = attempts + ${maxAttempts}, next_attempt_at = ${ctx.now}::timestamptz, claim = null, ended_at = null
        where id = ${id}::uuid and state <> 'sent' and (claim is null or next_attempt_at <= ${ctx.now}::timestamptz)`);
      const after = await readDelivery(tx, ctx.now, id);
      if (changed === 0) {
        const detail = after.state === "sent" ? "This was sent already" : "This is being sent at this moment";
        throw new DomainError("wrong_state", detail, { state: after });
      }
      const change = { before: { state: before.state }, after: { state: after.state } };
      await audit(tx, ctx, { action: "delivery.retry", subjectKind: "delivery", subjectId: id, ...change });
      publish(tx, ctx.now, "notification:delivered", ["permission:settings:read"], { targetId: after.targetId });
      return after;
    }),
);
