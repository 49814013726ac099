import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChainNodePage } from "#components/telemetry/chain-node-page";
import { isDomainError } from "#lib/core/errors";
import { logTypesQuery, nodeHistoryQuery, telemetryNodeQuery } from "#lib/telemetry/client";
import { listLogTypes } from "#lib/telemetry/list-log-types";
import { showTelemetryNode } from "#lib/telemetry/show-node";
import { showNodeHistory } from "#lib/telemetry/show-node-history";
import { historyRange, instantsOf } from "../../../../../../components/telemetry/history-range.ts";
import { type PageSearch, rangeOfPage } from "../../../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../../../page-context.ts";
import { Prefetch } from "../../../../../prefetch.tsx";

export const metadata: Metadata = { title: "Chain node" };

export default async function Page({ params, searchParams }: { params: Promise<{ peerId: string }>; searchParams: PageSearch }) {
  const peerId = decodeURIComponent((await params).peerId);
  const ctx = await pageContext(`/admin/telemetry/nodes/${encodeURIComponent(peerId)}`, "telemetry:read");
  const range = await rangeOfPage(searchParams, ctx.now, "24h");
  const node = await showTelemetryNode(ctx, { peerId }).catch((error: unknown) => {
    if (isDomainError(error)) notFound();
    throw error;
  });
  const [history, instants] = [historyRange(range), instantsOf(range)];
  return (
    <Prefetch
      loads={[
        { query: telemetryNodeQuery(peerId), run: async () => node },
        { query: nodeHistoryQuery(peerId, history), run: () => showNodeHistory(ctx, { peerId, ...history }) },
        { query: logTypesQuery(peerId, instants), run: () => listLogTypes(ctx, { peerId, ...instants }) },
      ]}
    >
      <ChainNodePage peerId={peerId} />
    </Prefetch>
  );
}
