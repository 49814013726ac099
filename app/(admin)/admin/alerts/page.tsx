import type { Metadata } from "next";
import { AlertsPage } from "#components/alerts/alerts-page";
import { alertFacetsQuery, alertOverviewQuery, alertQuery, alertsQuery } from "#lib/alerting/client";
import { listAlerts } from "#lib/alerting/list-alerts";
import { showAlert } from "#lib/alerting/show-alert";
import { showAlertOverview } from "#lib/alerting/show-alert-overview";
import { alertFilterOf, alertParamsOfPage } from "../../../../components/alerts/alert-filter-params.ts";
import { alertsPageSize } from "../../../../components/alerts/alerts-page-size.ts";
import type { PageSearch } from "../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Alerts" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/alerts", "monitoring:read");
  const { permissions } = ctx.actor;
  const { alert } = await searchParams;
  const params = await alertParamsOfPage(searchParams);
  const filter = alertFilterOf(params);
  const list = { ...filter, sort: params.sort, limit: alertsPageSize };
  return (
    <Prefetch
      loads={[
        { query: alertsQuery(list), run: () => firstPage(() => listAlerts(ctx, list)) },
        {
          query: alertFacetsQuery(filter),
          run: async () => (await listAlerts(ctx, { ...filter, facets: "true", limit: 1 })).facets ?? null,
        },
        { query: alertOverviewQuery(), run: () => showAlertOverview(ctx, {}) },
        ...(typeof alert === "string" ? [{ query: alertQuery(alert), run: () => showAlert(ctx, { id: alert }) }] : []),
      ]}
    >
      <AlertsPage can={{ write: permissions.has("monitoring:write"), readUsers: permissions.has("users:read") }} />
    </Prefetch>
  );
}
