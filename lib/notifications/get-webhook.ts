import { operation } from "#lib/auth/operation";
import { Webhook, WebhookIdInput } from "#lib/notifications/schema";
import { readWebhook } from "./internal/webhook-row.ts";

/** One endpoint with its health. @throws DomainError not_found */
export const getWebhook = operation(
  { name: "getWebhook", summary: "Show a webhook endpoint", policy: "settings:read", input: WebhookIdInput, output: Webhook },
  (ctx, { id }) => readWebhook(ctx.db, id),
);
