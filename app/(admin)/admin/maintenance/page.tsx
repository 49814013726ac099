import type { Metadata } from "next";
import { MaintenancePage } from "#components/maintenance/maintenance-page";
import { maintenanceWindowsQuery } from "#lib/alerting/client";
import { listMaintenanceWindows } from "#lib/alerting/list-maintenance-windows";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Maintenance" };

export default async function Page() {
  const ctx = await pageContext("/admin/maintenance", "monitoring:read");
  return (
    <Prefetch loads={[{ query: maintenanceWindowsQuery(), run: () => firstPage(() => listMaintenanceWindows(ctx, {})) }]}>
      <MaintenancePage canWrite={ctx.actor.permissions.has("monitoring:write")} />
    </Prefetch>
  );
}
