import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { deliveriesOfMessage } from "#lib/notifications/deliveries-of-message";
import { BillingEventDetail, BillingEventIdInput } from "#lib/package-queue/schema";
import { readBillingEvents } from "./internal/billing-event-row.ts";
import { readQueueItem } from "./internal/queue-item-row.ts";

const ItemOf = z.object({ package_queue_id: z.uuid().nullish().catch(null) });

/** One event with its state and attempts, the item it is about, and where it was sent to. @throws DomainError not_found */
export const getBillingEvent = operation(
  {
    name: "getBillingEvent",
    summary: "Show a billing or expiry event with its effect",
    policy: "packages:read",
    input: BillingEventIdInput,
    output: BillingEventDetail,
  },
  async (ctx, { id }) => {
    const [event] = await readBillingEvents(ctx.db, sql`where e.id = ${id}::uuid`);
    if (!event) throw notFound("Event");
    const itemId = ItemOf.parse(event.payload).package_queue_id;
    const item = itemId ? await readQueueItem(ctx.db, ctx.now, itemId) : undefined;
    const deliveries = ctx.actor.permissions.has("settings:read") ? await deliveriesOfMessage(ctx.db, ctx.now, id) : null;
    return { ...event, item: item ?? null, deliveries };
  },
);
