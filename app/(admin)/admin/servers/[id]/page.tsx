import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ServerPage } from "#components/fleet/server-page";
import { isDomainError } from "#lib/core/errors";
import { nodeSamplesQuery, nodeServerQuery, serverHistoryQuery } from "#lib/fleet/client";
import { listNodeSamples } from "#lib/fleet/list-node-samples";
import { showNodeServer } from "#lib/fleet/show-node-server";
import { showServerStatusHistory } from "#lib/fleet/show-server-status-history";
import { historyRange } from "../../../../../components/fleet/history-range.ts";
import { type PageSearch, rangeOfPage } from "../../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../../page-context.ts";
import { Prefetch } from "../../../../prefetch.tsx";

export const metadata: Metadata = { title: "Server" };

export default async function Page({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: PageSearch }) {
  const { id } = await params;
  const ctx = await pageContext(`/admin/servers/${id}`, "fleet:read");
  const range = historyRange(await rangeOfPage(searchParams, ctx.now));
  const server = await showNodeServer(ctx, { id }).catch((error: unknown) => {
    if (isDomainError(error)) notFound();
    throw error;
  });
  return (
    <Prefetch
      loads={[
        { query: nodeServerQuery(server.id), run: async () => server },
        { query: nodeSamplesQuery(server.id, range), run: () => listNodeSamples(ctx, { id, ...range }) },
        { query: serverHistoryQuery(server.id, range), run: () => showServerStatusHistory(ctx, { id, ...range }) },
      ]}
    >
      <ServerPage
        id={server.id}
        canWrite={ctx.actor.permissions.has("fleet:write")}
        canAudit={ctx.actor.permissions.has("settings:read")}
        canSeeAlerts={ctx.actor.permissions.has("monitoring:read")}
      />
    </Prefetch>
  );
}
