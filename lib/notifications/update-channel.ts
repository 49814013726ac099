import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { isUniqueViolation } from "#lib/core/errors";
import { seal } from "#lib/core/secrets";
import { emptySql, sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import { AlertChannel, UpdateChannelInput } from "#lib/notifications/schema";
import { nameTaken } from "./create-channel.ts";
import { announceChannel } from "./internal/announce-channel.ts";
import { readChannel } from "./internal/channel-row.ts";
import { checkConfig, checkSecrets, demandUrls, kindOf } from "./internal/check-channel.ts";
import { demandSecrets } from "./internal/demand-secrets.ts";

/**
 * Changes a channel. Switched off it is told nothing new, and what waits for it is still sent. With new settings the health
 * begins anew.
 * @throws DomainError not_found, conflict for a name that is taken, validation_failed as at its creation, and for another server
 * without the secrets that would go there
 */
export const updateChannel = operation(
  { name: "updateChannel", summary: "Change a channel", policy: "monitoring:write", input: UpdateChannelInput, output: AlertChannel },
  async (ctx, { id, name, isEnabled, ...given }) => {
    const declared = kindOf((await readChannel(ctx.db, id)).kind);
    const config = given.config === undefined ? undefined : checkConfig(declared, given.config);
    const secrets = given.secrets === undefined ? undefined : checkSecrets(declared, given.secrets);
    // Of secrets that stay nothing has changed; their URL is checked again before each attempt.
    if (config !== undefined || secrets !== undefined) await demandUrls(declared, config ?? {}, secrets ?? {});
    return transaction(ctx.db, async (tx) => {
      const before = await readChannel(tx, id, { isToChange: true });
      if (config !== undefined && secrets === undefined) await demandSecrets(tx, before, config);
      await tx.execute(sql`
        update notification_channel set updated_at = ${ctx.now}::timestamptz, name = coalesce(${name ?? null}, name),
          is_enabled = coalesce(${isEnabled ?? null}::boolean, is_enabled),
          config = coalesce(${config === undefined ? null : JSON.stringify(config)}::jsonb, config)
        where id = ${id}::uuid`);
      if (config !== undefined || secrets !== undefined || name !== undefined)
        await changeTarget(tx, id, {
          name,
          config,
          sealed: secrets && declared.kind !== "webhook" ? seal(JSON.stringify(secrets)) : undefined,
        });
      const after = await readChannel(tx, id);
      const keptSecret = secrets === undefined ? {} : { secrets: "changed" };
      await audit(tx, ctx, { action: "channel.update", subjectKind: "channel", subjectId: id, before, after: { ...after, ...keptSecret } });
      announceChannel(tx, ctx.now, id);
      return after;
    }).catch((error: unknown) => {
      if (isUniqueViolation(error)) throw nameTaken(name ?? "");
      throw error;
    });
  },
);

interface TargetChange {
  name: string | undefined;
  config: Record<string, unknown> | undefined;
  sealed: string | undefined;
}

async function changeTarget(tx: Transaction, id: string, { name, config, sealed }: TargetChange): Promise<void> {
  const isMended = config !== undefined || sealed !== undefined;
  await tx.execute(sql`
    update notification_target t set description = coalesce(${name ?? null}, description),
      config = coalesce(${config === undefined ? null : JSON.stringify(config)}::jsonb, t.config), secret = coalesce(${sealed ?? null}, secret)
      ${isMended ? sql`, failures = 0, failing_since = null, not_before = null, last_error = null` : emptySql}
    from notification_channel c where c.id = ${id}::uuid and t.id = c.target_id`);
}
