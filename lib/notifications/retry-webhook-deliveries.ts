import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { maxAttempts } from "#lib/notifications/after-attempt";
import { Retried, WebhookIdInput } from "#lib/notifications/schema";
import { announceWebhook } from "./internal/announce-webhook.ts";
import { readWebhook } from "./internal/webhook-row.ts";

/** Sends everything again that was given up for one endpoint. @throws DomainError not_found */
export const retryWebhookDeliveries = operation(
  {
    name: "retryWebhookDeliveries",
    summary: "Send all dead deliveries of a webhook endpoint again",
    policy: "settings:write",
    input: WebhookIdInput,
    output: Retried,
  },
  (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      await readWebhook(tx, id, { isToChange: true });
      const retried = await tx.execute(sql`
        update delivery set state = 'waiting', max_attempts = attempts + ${maxAttempts}, next_attempt_at = ${ctx.now}::timestamptz, claim = null, ended_at = null
        where target_id = ${id}::uuid and state = 'dead'`);
      await audit(tx, ctx, { action: "webhook.retry-dead", subjectKind: "webhook", subjectId: id, after: { retried } });
      announceWebhook(tx, ctx.now, id);
      return { retried };
    }),
);
