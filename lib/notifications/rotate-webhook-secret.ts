import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { RotateSecretInput, WebhookSecret } from "#lib/notifications/schema";
import { announceWebhook } from "./internal/announce-webhook.ts";
import { newWebhookSecret } from "./internal/new-webhook-secret.ts";
import { readWebhook } from "./internal/webhook-row.ts";

/**
 * Makes a new signing secret, shown this once. For a while every message is signed with the former one too, so that the
 * receiver can change over without refusing any.
 * @throws DomainError not_found
 */
export const rotateWebhookSecret = operation(
  {
    name: "rotateWebhookSecret",
    summary: "Make a new signing secret for a webhook endpoint",
    policy: "settings:write",
    input: RotateSecretInput,
    output: WebhookSecret,
  },
  async (ctx, { id, overlapSeconds }) => {
    const { secret, sealed } = newWebhookSecret();
    const until = new Date(ctx.now.getTime() + overlapSeconds * 1_000);
    return transaction(ctx.db, async (tx) => {
      await readWebhook(tx, id, { isToChange: true });
      await tx.execute(sql`
        update notification_target set previous_secret = case when ${overlapSeconds} > 0 then secret end,
          previous_secret_until = case when ${overlapSeconds} > 0 then ${until}::timestamptz end, secret = ${sealed}
        where id = ${id}::uuid`);
      const after = { previousValidUntil: until };
      await audit(tx, ctx, { action: "webhook.rotate-secret", subjectKind: "webhook", subjectId: id, after });
      announceWebhook(tx, ctx.now, id);
      return { ...(await readWebhook(tx, id)), secret };
    });
  },
);
