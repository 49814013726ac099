import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MyNode } from "#components/my/my-node";
import { isDomainError } from "#lib/core/errors";
import { nodeStatusHistoryQuery, uptimeQuery, userNodesQuery } from "#lib/fleet/client";
import { listNodes } from "#lib/fleet/list-nodes";
import { showNodeStatusHistory } from "#lib/fleet/show-node-status-history";
import { showUptime } from "#lib/fleet/show-uptime";
import { historyRange } from "../../../../../components/fleet/history-range.ts";
import { type PageSearch, rangeOfPage } from "../../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../../page-context.ts";
import { Prefetch } from "../../../../prefetch.tsx";

export const metadata: Metadata = { title: "Node" };

export default async function Page({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: PageSearch }) {
  const { id } = await params;
  const ctx = await pageContext(`/my/nodes/${id}`);
  const range = historyRange(await rangeOfPage(searchParams, ctx.now));
  const history = await showNodeStatusHistory(ctx, { id, ...range }).catch((error: unknown) => {
    if (isDomainError(error)) notFound();
    throw error;
  });
  return (
    <Prefetch
      loads={[
        { query: nodeStatusHistoryQuery(history.id, range), run: async () => history },
        { query: userNodesQuery(), run: () => listNodes(ctx, {}) },
        { query: uptimeQuery(90), run: () => showUptime(ctx, { days: 90 }) },
      ]}
    >
      <MyNode id={history.id} name={history.name} />
    </Prefetch>
  );
}
