import { audit } from "#lib/auth/audit";
import { demandAll } from "#lib/auth/demand-all";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { UpdateWebhookInput, Webhook } from "#lib/notifications/schema";
import { announceWebhook } from "./internal/announce-webhook.ts";
import { demandUrl } from "./internal/demand-url.ts";
import { readWebhook } from "./internal/webhook-row.ts";

/**
 * Changes an endpoint. Disabled it is told nothing new, and what waits for it stays until it is enabled.
 * @throws DomainError not_found, forbidden without packages:read, validation_failed for a URL that leads inside
 */
export const updateWebhook = operation(
  { name: "updateWebhook", summary: "Change a webhook endpoint", policy: "settings:write", input: UpdateWebhookInput, output: Webhook },
  async (ctx, { id, url, description, eventTypes, isEnabled }) => {
    // Who lets events out somewhere else, or others of them, must be allowed to read them.
    if (url !== undefined || eventTypes !== undefined) demandAll(ctx.actor, ["packages:read"]);
    if (url !== undefined) await demandUrl(url);
    return transaction(ctx.db, async (tx) => {
      const before = await readWebhook(tx, id, { isToChange: true });
      const data = {
        ...(url !== undefined && { config: { url } }),
        ...(description !== undefined && { description }),
        ...(eventTypes !== undefined && { eventTypes }),
        ...(isEnabled !== undefined && { isEnabled }),
      };
      await tx.prisma.notificationTarget.update({ where: { id }, data });
      const after = await readWebhook(tx, id);
      await audit(tx, ctx, {
        action: "webhook.update",
        subjectKind: "webhook",
        subjectId: id,
        before: settingsOf(before),
        after: settingsOf(after),
      });
      announceWebhook(tx, ctx.now, id);
      return after;
    });
  },
);

/** What people set, without what happens by itself meanwhile. */
function settingsOf({ url, description, eventTypes, isEnabled }: Webhook) {
  return { url, description, eventTypes, isEnabled };
}
