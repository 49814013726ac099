import type { Metadata } from "next";
import { EventsPage } from "#components/events/events-page";
import { billingEventCountsQuery, billingEventsQuery } from "#lib/package-queue/client";
import { countBillingEvents } from "#lib/package-queue/count-billing-events";
import { listBillingEvents } from "#lib/package-queue/list-billing-events";
import { eventsPageSize } from "../../../../components/events/page-sizes.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Events" };

export default async function Page() {
  const ctx = await pageContext("/admin/events", "packages:read");
  const { permissions } = ctx.actor;
  const events = { limit: eventsPageSize };
  const can = {
    retry: permissions.has("packages:write"),
    readUsers: permissions.has("users:read"),
    readTargets: permissions.has("settings:read"),
    writeTargets: permissions.has("settings:write") && permissions.has("packages:read"),
  };
  return (
    <Prefetch
      loads={[
        { query: billingEventsQuery(events), run: () => firstPage(() => listBillingEvents(ctx, events)) },
        { query: billingEventCountsQuery(), run: () => countBillingEvents(ctx, {}) },
      ]}
    >
      <EventsPage can={can} />
    </Prefetch>
  );
}
