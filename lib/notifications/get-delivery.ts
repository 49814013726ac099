import { operation } from "#lib/auth/operation";
import { DeliveryDetail, DeliveryIdInput } from "#lib/notifications/schema";
import { readDelivery } from "./internal/read-delivery.ts";

/** A webhook's or mail's delivery: what is sent, and every attempt with its answer. @throws DomainError not_found */
export const getDelivery = operation(
  {
    name: "getDelivery",
    summary: "Show a delivery with its attempts",
    policy: "settings:read",
    input: DeliveryIdInput,
    output: DeliveryDetail,
  },
  (ctx, { id }) => readDelivery(ctx.db, ctx.now, id),
);
