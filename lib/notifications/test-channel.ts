import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { operation } from "#lib/auth/operation";
import { env } from "#lib/core/env";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { ChannelIdInput, ChannelTest, type DeliveryDetail } from "#lib/notifications/schema";
import { enqueueNotices } from "./enqueue-notices.ts";
import { readChannel } from "./internal/channel-row.ts";
import { addressChannels } from "./internal/recipients.ts";
import { sendNow } from "./internal/send-now.ts";
import type { Notice } from "./notice.ts";

/**
 * Sends a test now and answers what really came of it, after 10 s at most: also when the channel is switched off. Tried once.
 * @throws DomainError not_found
 */
export const testChannel = operation(
  { name: "testChannel", summary: "Send a test to a channel", policy: "monitoring:write", input: ChannelIdInput, output: ChannelTest },
  async (ctx, { id }) => {
    const { name } = await readChannel(ctx.db, id);
    const addressed = (await transaction(ctx.db, (tx) => addressChannels(tx, ctx.now, [id]))).get(id);
    const places = addressed?.recipients.map((_, place) => place) ?? [0];
    const deliveries = await Promise.all(places.map((place) => sendOne(ctx, id, noticeOf(ctx, id, name), place)));
    const failed = deliveries.filter(({ state }) => state !== "sent");
    return {
      isSuccess: failed.length === 0,
      durationMs: Math.max(...deliveries.map(({ log }) => log[0]?.durationMs ?? 0)),
      error: failed.length === 0 ? null : failed.map(wordsOf).join("; "),
      deliveries,
    };
  },
);

/** One of the test's deliveries; the others of this transaction are taken back, as each is sent by its own call. */
function sendOne(ctx: Context, channelId: string, notice: Notice, place: number): Promise<DeliveryDetail> {
  return sendNow(ctx, async (tx) => {
    const ids = await enqueueNotices(tx, ctx.now, [{ channelId, notice, topic: "channel.test", isTest: true }], 1);
    const id = ids[place];
    if (id === undefined) throw new DomainError("conflict", "The channel was changed meanwhile: try again");
    const others = ids.filter((other) => other !== id);
    if (others.length > 0) await tx.execute(sql`delete from delivery where id = any(${others}::uuid[])`);
    await tx.execute(sql`update channel_delivery set is_settled = true where delivery_id = ${id}::uuid`);
    if (place === 0)
      await audit(tx, ctx, { action: "channel.test", subjectKind: "channel", subjectId: channelId, after: { deliveryId: id } });
    return id;
  });
}

function noticeOf(ctx: Context, id: string, name: string): Notice {
  const { PUBLIC_URL } = env();
  return {
    id: crypto.randomUUID(),
    headline: "Test from Fleetlight",
    severity: "info",
    sections: [
      {
        heading: "Test",
        items: [
          {
            id: crypto.randomUUID(),
            severity: "info",
            title: `Channel ${name}`,
            message: `${ctx.actor.label} asked for this test. Alerts reach you here.`,
            at: ctx.now,
          },
        ],
      },
    ],
    openPath: `/admin/channels?channel=${id}`,
    openUrl: PUBLIC_URL === "" ? undefined : PUBLIC_URL,
  };
}

function wordsOf({ recipient, lastError }: DeliveryDetail): string {
  return [recipient, lastError ?? "not sent"].filter((part) => part !== null).join(": ");
}
