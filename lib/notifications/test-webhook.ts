import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { DeliveryDetail, WebhookIdInput } from "#lib/notifications/schema";
import { sendNow } from "./internal/send-now.ts";
import { readWebhook } from "./internal/webhook-row.ts";

const Id = z.object({ id: z.string() });

/**
 * Sends a `webhook.test` to an endpoint now and answers what came of it, after 10 s at most. It is tried once, and also when
 * the endpoint is paused or disabled.
 * @throws DomainError not_found
 */
export const testWebhook = operation(
  {
    name: "testWebhook",
    summary: "Send a test to a webhook endpoint",
    policy: "settings:write",
    input: WebhookIdInput,
    output: DeliveryDetail,
  },
  (ctx, { id }) =>
    sendNow(ctx, async (tx) => {
      await readWebhook(tx, id);
      const payload = { type: "webhook.test", timestamp: ctx.now.toISOString(), data: { sentBy: ctx.actor.label } };
      const [written] = await tx.rows(
        sql`insert into delivery (target_id, message_id, topic, payload, created_at, state, max_attempts, next_attempt_at)
        values (${id}::uuid, gen_random_uuid(), 'webhook.test', ${JSON.stringify(payload)}::jsonb, ${ctx.now}::timestamptz, 'waiting', 1, ${ctx.now}::timestamptz)
        returning id`,
        Id,
      );
      if (!written) throw new Error("The test was not written");
      await audit(tx, ctx, { action: "webhook.test", subjectKind: "webhook", subjectId: id, after: { deliveryId: written.id } });
      return written.id;
    }),
);
