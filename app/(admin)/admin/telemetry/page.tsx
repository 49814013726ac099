import type { Metadata } from "next";
import { ChainNodesPage } from "#components/telemetry/chain-nodes-page";
import { liveNodesQuery, telemetryChainsQuery } from "#lib/telemetry/client";
import { listChains } from "#lib/telemetry/list-chains";
import { listLiveNodes } from "#lib/telemetry/list-live-nodes";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Chain nodes" };

export default async function Page() {
  const ctx = await pageContext("/admin/telemetry", "telemetry:read");
  return (
    <Prefetch
      loads={[
        { query: liveNodesQuery(), run: () => listLiveNodes(ctx, {}) },
        { query: telemetryChainsQuery(), run: () => listChains(ctx, {}) },
      ]}
    >
      <ChainNodesPage />
    </Prefetch>
  );
}
