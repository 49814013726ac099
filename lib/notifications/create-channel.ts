import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError, isUniqueViolation } from "#lib/core/errors";
import { seal } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { AlertChannelMade, CreateChannelInput } from "#lib/notifications/schema";
import { announceChannel } from "./internal/announce-channel.ts";
import { readChannel } from "./internal/channel-row.ts";
import { checkConfig, checkSecrets, demandUrls, kindOf } from "./internal/check-channel.ts";
import { newWebhookSecret } from "./internal/new-webhook-secret.ts";

const Id = z.object({ id: z.string() });

/**
 * Adds a channel; alerts come to it when a route names it. Secrets are sealed and never shown again; a webhook's is made here
 * and is in this answer only.
 * @throws DomainError validation_failed naming what the kind does not take or a URL that leads inside; conflict for a name that is taken
 */
export const createChannel = operation(
  { name: "createChannel", summary: "Add a channel", policy: "monitoring:write", input: CreateChannelInput, output: AlertChannelMade },
  async (ctx, { name, kind, isEnabled, ...given }) => {
    const declared = kindOf(kind);
    const config = checkConfig(declared, given.config);
    const secrets = checkSecrets(declared, given.secrets);
    await demandUrls(declared, config, secrets);
    const made = kind === "webhook" ? newWebhookSecret() : undefined;
    const sealed = made?.sealed ?? seal(JSON.stringify(secrets));
    const id = await transaction(ctx.db, async (tx) => {
      const target =
        declared.target === null
          ? undefined
          : await tx.prisma.notificationTarget.create({
              data: {
                kind: declared.target,
                description: name,
                config: config as object,
                secret: sealed,
                isEnabled: true,
                createdAt: ctx.now,
              },
            });
      const [row] = await tx.rows(
        sql`insert into notification_channel (name, kind, config, target_id, is_enabled, created_at, updated_at)
        values (${name}, ${kind}, ${JSON.stringify(config)}::jsonb, ${target?.id ?? null}::uuid, ${isEnabled}, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz)
        returning id`,
        Id,
      );
      if (!row) throw new Error("The channel was not written");
      await audit(tx, ctx, {
        action: "channel.create",
        subjectKind: "channel",
        subjectId: row.id,
        after: { name, kind, config, isEnabled },
      });
      announceChannel(tx, ctx.now, row.id);
      return row.id;
    }).catch((error: unknown) => {
      if (isUniqueViolation(error)) throw nameTaken(name);
      throw error;
    });
    return { ...(await readChannel(ctx.db, id)), ...(made && { secret: made.secret }) };
  },
);

/** Names are how people tell channels apart, in routes and on timelines. */
export function nameTaken(name: string): DomainError {
  return new DomainError("conflict", `There is a channel "${name}" already`);
}
