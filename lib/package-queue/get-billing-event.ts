import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { BillingEvent, BillingEventIdInput } from "#lib/package-queue/schema";
import { readBillingEvents } from "./internal/billing-event-row.ts";

/** One event with its state and attempts. @throws DomainError not_found */
export const getBillingEvent = operation(
  {
    name: "getBillingEvent",
    summary: "Show a billing or expiry event",
    policy: "packages:read",
    input: BillingEventIdInput,
    output: BillingEvent,
  },
  async (ctx, { id }) => {
    const [event] = await readBillingEvents(ctx.db, sql`where e.id = ${id}::uuid`);
    if (!event) throw notFound("Event");
    return event;
  },
);
