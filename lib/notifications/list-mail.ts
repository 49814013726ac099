import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { DeliveryList, ListMailInput } from "#lib/notifications/schema";
import { pageOfDeliveries } from "./internal/page-of-deliveries.ts";

/** Mail that was sent, waits and was given up, newest first. */
export const listMail = operation(
  { name: "listMail", summary: "List mail", policy: "settings:read", input: ListMailInput, output: DeliveryList },
  (ctx, asked) => pageOfDeliveries(ctx.db, ctx.now, sql`(select id from notification_target where kind = 'email')`, asked),
);
