import type { Metadata } from "next";
import { FleetHealth } from "#components/admin/fleet-health";
import { alertOverviewQuery } from "#lib/alerting/client";
import { showAlertOverview } from "#lib/alerting/show-alert-overview";
import { fleetOverviewQuery } from "#lib/fleet/client";
import { showFleetOverview } from "#lib/fleet/show-fleet-overview";
import { usageOverviewQuery } from "#lib/usage/client";
import { getUsageOverview } from "#lib/usage/get-usage-overview";
import { pageContext } from "../../page-context.ts";
import { Prefetch } from "../../prefetch.tsx";

export const metadata: Metadata = { title: "Fleet" };

export default async function Page() {
  const ctx = await pageContext("/admin", "fleet:read");
  const canSeeAlerts = ctx.actor.permissions.has("monitoring:read");
  return (
    <Prefetch
      loads={[
        { query: fleetOverviewQuery(), run: () => showFleetOverview(ctx, {}) },
        { query: usageOverviewQuery(), run: () => getUsageOverview(ctx, {}) },
        ...(canSeeAlerts ? [{ query: alertOverviewQuery(), run: () => showAlertOverview(ctx, {}) }] : []),
      ]}
    >
      <FleetHealth canSeeAlerts={canSeeAlerts} />
    </Prefetch>
  );
}
