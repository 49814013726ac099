import type { Metadata } from "next";
import { FleetUsagePage } from "#components/usage/fleet-usage-page";
import { usageOverviewQuery } from "#lib/usage/client";
import { getUsageOverview } from "#lib/usage/get-usage-overview";
import { type PageSearch, rangeOfPage } from "../../../../components/ui/range/range-params.ts";
import { overviewInput } from "../../../../components/usage/overview-input.ts";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Fleet usage" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/usage", "usage:read");
  const input = overviewInput(await rangeOfPage(searchParams, ctx.now, "7d"));
  return (
    <Prefetch loads={[{ query: usageOverviewQuery(input), run: () => getUsageOverview(ctx, input) }]}>
      <FleetUsagePage />
    </Prefetch>
  );
}
