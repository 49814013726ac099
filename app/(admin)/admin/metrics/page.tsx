import type { Metadata } from "next";
import { MetricsPage } from "#components/metrics/metrics-page";
import { metricHistoryQuery } from "#lib/metrics/client";
import { showMetricHistory } from "#lib/metrics/show-metric-history";
import { loadGroup } from "../../../../components/metrics/group-params.ts";
import { historyInput } from "../../../../components/metrics/history-input.ts";
import { chartGroups } from "../../../../components/metrics/metric-charts.ts";
import { type PageSearch, rangeOfPage } from "../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Metrics" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/metrics", "monitoring:read");
  const range = await rangeOfPage(searchParams, ctx.now, "1h");
  const { group } = await loadGroup(searchParams);
  const asked = chartGroups[group].flatMap(({ metrics }) => metrics.map((name) => historyInput(name, range)));
  return (
    <Prefetch loads={asked.map((input) => ({ query: metricHistoryQuery(input), run: () => showMetricHistory(ctx, input) }))}>
      <MetricsPage />
    </Prefetch>
  );
}
