import type { Metadata } from "next";
import { MyUsage } from "#components/my/my-usage";
import { usageLinesQuery, usageQuery } from "#lib/usage/client";
import { getUsage } from "#lib/usage/get-usage";
import { listUsageLines } from "#lib/usage/list-usage-lines";
import { type PageSearch, rangeOfPage } from "../../../../components/ui/range/range-params.ts";
import { usageQueryInput } from "../../../../components/usage/usage-query-input.ts";
import { pageContext, pageZone } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Usage" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/my/usage");
  const usage = usageQueryInput(await rangeOfPage(searchParams, ctx.now, "7d"), await pageZone());
  const { from, to } = usage;
  return (
    <Prefetch
      loads={[
        { query: usageQuery(usage), run: () => getUsage(ctx, usage) },
        { query: usageLinesQuery({ from, to }), run: () => firstPage(() => listUsageLines(ctx, { from, to })) },
      ]}
    >
      <MyUsage />
    </Prefetch>
  );
}
