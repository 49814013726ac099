import type { Metadata } from "next";
import { MyOverview } from "#components/my/overview";
import { userNodesQuery } from "#lib/fleet/client";
import { listNodes } from "#lib/fleet/list-nodes";
import { userPackagesQuery } from "#lib/package-queue/client";
import { getUserPackages } from "#lib/package-queue/get-user-packages";
import { usageQuery, usualNodesQuery } from "#lib/usage/client";
import { getUsage } from "#lib/usage/get-usage";
import { listUsualNodes } from "#lib/usage/list-usual-nodes";
import { type PageSearch, rangeOfPage } from "../../../components/ui/range/range-params.ts";
import { usageQueryInput } from "../../../components/usage/usage-query-input.ts";
import { pageContext, pageZone } from "../../page-context.ts";
import { Prefetch } from "../../prefetch.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/my");
  const usage = usageQueryInput(await rangeOfPage(searchParams, ctx.now), await pageZone());
  return (
    <Prefetch
      loads={[
        { query: usageQuery(usage), run: () => getUsage(ctx, usage) },
        { query: userPackagesQuery(), run: () => getUserPackages(ctx, {}) },
        { query: userNodesQuery(), run: () => listNodes(ctx, {}) },
        { query: usualNodesQuery({ days: 30 }), run: () => listUsualNodes(ctx, { days: 30 }) },
      ]}
    >
      <MyOverview />
    </Prefetch>
  );
}
