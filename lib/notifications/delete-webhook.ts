import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { NoOutput, WebhookIdInput } from "#lib/notifications/schema";
import { announceWebhook } from "./internal/announce-webhook.ts";
import { readWebhook } from "./internal/webhook-row.ts";

/** Deletes an endpoint with all its deliveries: those that wait are never sent. @throws DomainError not_found */
export const deleteWebhook = operation(
  { name: "deleteWebhook", summary: "Delete a webhook endpoint", policy: "settings:write", input: WebhookIdInput, output: NoOutput },
  async (ctx, { id }) => {
    await transaction(ctx.db, async (tx) => {
      const { url, description, eventTypes, isEnabled, waiting } = await readWebhook(tx, id, { isToChange: true });
      await tx.prisma.notificationTarget.delete({ where: { id } });
      const before = { url, description, eventTypes, isEnabled, waiting };
      await audit(tx, ctx, { action: "webhook.delete", subjectKind: "webhook", subjectId: id, before });
      announceWebhook(tx, ctx.now, id);
    });
    return undefined;
  },
);
