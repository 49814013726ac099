import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { ChannelIdInput, NoOutput } from "#lib/notifications/schema";
import { announceChannel } from "./internal/announce-channel.ts";
import { readChannel } from "./internal/channel-row.ts";

const Route = z.object({ name: z.string() });

/**
 * Deletes a channel with its deliveries: those that wait are never sent.
 * @throws DomainError not_found; conflict naming the routes that send to it
 */
export const deleteChannel = operation(
  { name: "deleteChannel", summary: "Delete a channel", policy: "monitoring:write", input: ChannelIdInput, output: NoOutput },
  async (ctx, { id }) => {
    await transaction(ctx.db, async (tx) => {
      const before = await readChannel(tx, id, { isToChange: true });
      const routes = await tx.rows(
        sql`select name from alert_route where ${id}::uuid = any(channel_ids)
          or exists (select from jsonb_array_elements(coalesce(escalation, '[]')) step where step -> 'channelIds' ? ${id}) order by name`,
        Route,
      );
      if (routes.length > 0) {
        const names = routes.map(({ name }) => `"${name}"`).join(", ");
        throw new DomainError("conflict", `Routes send to this channel: take it out of ${names} first`);
      }
      await tx.execute(sql`delete from delivery d using channel_delivery cd where cd.delivery_id = d.id and cd.channel_id = ${id}::uuid`);
      await tx.execute(sql`delete from notification_target t using notification_channel c where c.id = ${id}::uuid and t.id = c.target_id`);
      await tx.execute(sql`delete from notification_channel where id = ${id}::uuid`);
      await audit(tx, ctx, { action: "channel.delete", subjectKind: "channel", subjectId: id, before });
      announceChannel(tx, ctx.now, id);
    });
    return undefined;
  },
);
