import { audit } from "#lib/auth/audit";
import { demandAll } from "#lib/auth/demand-all";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { CreateWebhookInput, WebhookSecret } from "#lib/notifications/schema";
import { announceWebhook } from "./internal/announce-webhook.ts";
import { demandUrl } from "./internal/demand-url.ts";
import { newWebhookSecret } from "./internal/new-webhook-secret.ts";
import { readWebhook } from "./internal/webhook-row.ts";

/**
 * Adds an endpoint, which is told every event of its types from this moment on. The answer is the only place that ever shows
 * its secret.
 * @throws DomainError validation_failed for a URL that leads inside; forbidden without packages:read, as events tell as much
 */
export const createWebhook = operation(
  { name: "createWebhook", summary: "Add a webhook endpoint", policy: "settings:write", input: CreateWebhookInput, output: WebhookSecret },
  async (ctx, { url, ...fields }) => {
    demandAll(ctx.actor, ["packages:read"]);
    await demandUrl(url);
    const { secret, sealed } = newWebhookSecret();
    return transaction(ctx.db, async (tx) => {
      const data = { kind: "webhook", config: { url }, ...fields, secret: sealed, createdAt: ctx.now };
      const { id } = await tx.prisma.notificationTarget.create({ data });
      await audit(tx, ctx, { action: "webhook.create", subjectKind: "webhook", subjectId: id, after: { url, ...fields } });
      announceWebhook(tx, ctx.now, id);
      return { ...(await readWebhook(tx, id)), secret };
    });
  },
);
