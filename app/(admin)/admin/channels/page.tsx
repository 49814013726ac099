import type { Metadata } from "next";
import { ChannelsPage } from "#components/channels/channels-page";
import { routesQuery } from "#lib/alerting/client";
import { listRoutes } from "#lib/alerting/list-routes";
import { channelsQuery } from "#lib/notifications/client";
import { listChannels } from "#lib/notifications/list-channels";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Channels" };

export default async function Page() {
  const ctx = await pageContext("/admin/channels", "monitoring:read");
  return (
    <Prefetch
      loads={[
        { query: channelsQuery(), run: () => listChannels(ctx, { limit: 500 }) },
        { query: routesQuery(), run: () => listRoutes(ctx, {}) },
      ]}
    >
      <ChannelsPage canWrite={ctx.actor.permissions.has("monitoring:write")} />
    </Prefetch>
  );
}
