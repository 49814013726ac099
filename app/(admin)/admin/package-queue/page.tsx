import type { Metadata } from "next";
import { QueuePage } from "#components/package-queue/queue-page";
import { queueCountsQuery, queueQuery } from "#lib/package-queue/client";
import { countQueueItems } from "#lib/package-queue/count-queue-items";
import { listQueueItems } from "#lib/package-queue/list-queue-items";
import { peopleOf, queueFilterOfPage } from "../../../../components/package-queue/queue-filter-params.ts";
import { queuePageSize } from "../../../../components/package-queue/queue-page-size.ts";
import type { PageSearch } from "../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Package queue" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/package-queue", "packages:read");
  const { permissions } = ctx.actor;
  const filter = await queueFilterOfPage(searchParams);
  const items = { ...filter, limit: queuePageSize };
  const people = peopleOf(filter);
  const can = {
    write: permissions.has("packages:write"),
    readUsers: permissions.has("users:read"),
    audit: permissions.has("settings:read"),
  };
  return (
    <Prefetch
      loads={[
        { query: queueQuery(items), run: () => firstPage(() => listQueueItems(ctx, items)) },
        { query: queueCountsQuery(people), run: () => countQueueItems(ctx, people) },
      ]}
    >
      <QueuePage can={can} />
    </Prefetch>
  );
}
