import type { Metadata } from "next";
import { QueuePage } from "#components/package-queue/queue-page";
import { queueCountsQuery, queueQuery } from "#lib/package-queue/client";
import { countQueueItems } from "#lib/package-queue/count-queue-items";
import { listQueueItems } from "#lib/package-queue/list-queue-items";
import { queuePageSize } from "../../../../components/package-queue/queue-page-size.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Package queue" };

export default async function Page() {
  const ctx = await pageContext("/admin/package-queue", "packages:read");
  const { permissions } = ctx.actor;
  const items = { limit: queuePageSize };
  const can = {
    write: permissions.has("packages:write"),
    readUsers: permissions.has("users:read"),
    audit: permissions.has("settings:read"),
  };
  return (
    <Prefetch
      loads={[
        { query: queueQuery(items), run: () => firstPage(() => listQueueItems(ctx, items)) },
        { query: queueCountsQuery(), run: () => countQueueItems(ctx, {}) },
      ]}
    >
      <QueuePage can={can} />
    </Prefetch>
  );
}
