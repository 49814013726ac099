import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { AlertChannelSecret, RotateSecretInput } from "#lib/notifications/schema";
import { announceChannel } from "./internal/announce-channel.ts";
import { readChannel } from "./internal/channel-row.ts";
import { newWebhookSecret } from "./internal/new-webhook-secret.ts";

/**
 * Makes a new signing secret for a channel of webhooks, shown this once. For a while every message is signed with the former
 * one too, so that the receiver can change over without refusing any.
 * @throws DomainError not_found; wrong_state for kinds whose secret is made elsewhere, or that have none
 */
export const rotateChannelSecret = operation(
  {
    name: "rotateChannelSecret",
    summary: "Make a new signing secret for a webhook channel",
    policy: "monitoring:write",
    input: RotateSecretInput,
    output: AlertChannelSecret,
  },
  async (ctx, { id, overlapSeconds }) => {
    const { secret, sealed } = newWebhookSecret();
    const until = overlapSeconds > 0 ? new Date(ctx.now.getTime() + overlapSeconds * 1_000) : null;
    return transaction(ctx.db, async (tx) => {
      const before = await readChannel(tx, id, { isToChange: true });
      if (before.kind !== "webhook")
        throw new DomainError(
          "wrong_state",
          "Only the secret of a webhook is made here: change another one where it comes from, then enter it",
        );
      await tx.execute(sql`
        update notification_target t set previous_secret = case when ${until}::timestamptz is not null then secret end,
          previous_secret_until = ${until}::timestamptz, secret = ${sealed}
        from notification_channel c where c.id = ${id}::uuid and t.id = c.target_id`);
      await tx.execute(sql`update notification_channel set updated_at = ${ctx.now}::timestamptz where id = ${id}::uuid`);
      const after = { previousValidUntil: until };
      await audit(tx, ctx, { action: "channel.rotate-secret", subjectKind: "channel", subjectId: id, after });
      announceChannel(tx, ctx.now, id);
      return { ...(await readChannel(tx, id)), secret };
    });
  },
);
