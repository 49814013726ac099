import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { Webhook, WebhookIdInput } from "#lib/notifications/schema";
import { announceWebhook } from "./internal/announce-webhook.ts";
import { readWebhook } from "./internal/webhook-row.ts";

/** Goes on with an endpoint that was paused after long failure: what waited is sent now. @throws DomainError not_found, wrong_state */
export const resumeWebhook = operation(
  { name: "resumeWebhook", summary: "Resume a paused webhook endpoint", policy: "settings:write", input: WebhookIdInput, output: Webhook },
  (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      const before = await readWebhook(tx, id, { isToChange: true });
      if (before.pausedAt === null) throw new DomainError("wrong_state", "This webhook is not paused", { state: before });
      await tx.execute(sql`
        update notification_target set paused_at = null, paused_reason = null, failures = 0, failing_since = null, not_before = null
        where id = ${id}::uuid`);
      // The waits that grew meanwhile are of no use: the receiver is expected to be back.
      await tx.execute(sql`
        update delivery set next_attempt_at = ${ctx.now}::timestamptz where target_id = ${id}::uuid and state = 'waiting' and claim is null`);
      const after = await readWebhook(tx, id);
      const change = { before: { pausedAt: before.pausedAt }, after: { pausedAt: null } };
      await audit(tx, ctx, { action: "webhook.resume", subjectKind: "webhook", subjectId: id, ...change });
      announceWebhook(tx, ctx.now, id);
      return after;
    }),
);
