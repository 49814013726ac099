import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { DeliveryList, ListWebhookDeliveriesInput } from "#lib/notifications/schema";
import { pageOfDeliveries } from "./internal/page-of-deliveries.ts";
import { readWebhook } from "./internal/webhook-row.ts";

/** What was sent, waits and was given up for one endpoint, newest first. @throws DomainError not_found */
export const listWebhookDeliveries = operation(
  {
    name: "listWebhookDeliveries",
    summary: "List deliveries of a webhook endpoint",
    policy: "settings:read",
    input: ListWebhookDeliveriesInput,
    output: DeliveryList,
  },
  async (ctx, { id, ...asked }) => {
    await readWebhook(ctx.db, id);
    return pageOfDeliveries(ctx.db, ctx.now, sql`${id}::uuid`, asked);
  },
);
