import type { Metadata } from "next";
import { MyNodes } from "#components/my/my-nodes";
import { statusHistoryQuery, uptimeQuery, userNodesQuery } from "#lib/fleet/client";
import { listNodes } from "#lib/fleet/list-nodes";
import { showStatusHistory } from "#lib/fleet/show-status-history";
import { showUptime } from "#lib/fleet/show-uptime";
import { historyRange } from "../../../../components/fleet/history-range.ts";
import { type PageSearch, rangeOfPage } from "../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Nodes" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/my/nodes");
  const range = historyRange(await rangeOfPage(searchParams, ctx.now));
  return (
    <Prefetch
      loads={[
        { query: userNodesQuery(), run: () => listNodes(ctx, {}) },
        { query: uptimeQuery(90), run: () => showUptime(ctx, { days: 90 }) },
        { query: statusHistoryQuery(range), run: () => showStatusHistory(ctx, range) },
      ]}
    >
      <MyNodes />
    </Prefetch>
  );
}
