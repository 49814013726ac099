import type { Metadata } from "next";
import { PackagesPage } from "#components/package-queue/packages-page";
import { packageSeriesQuery } from "#lib/package-queue/client";
import { listPackageSeries } from "#lib/package-queue/list-package-series";
import { packagesPageSize } from "../../../../components/package-queue/packages-page-size.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Packages" };

export default async function Page() {
  const ctx = await pageContext("/admin/packages", "packages:read");
  const { permissions } = ctx.actor;
  const input = { limit: packagesPageSize };
  return (
    <Prefetch loads={[{ query: packageSeriesQuery(input), run: () => firstPage(() => listPackageSeries(ctx, input)) }]}>
      <PackagesPage canWrite={permissions.has("packages:write")} canAudit={permissions.has("settings:read")} />
    </Prefetch>
  );
}
