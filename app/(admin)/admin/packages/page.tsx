import type { Metadata } from "next";
import { PackagesPage } from "#components/package-queue/packages-page";
import { packageSeriesQuery } from "#lib/package-queue/client";
import { listPackageSeries } from "#lib/package-queue/list-package-series";
import { packageFilterOfPage } from "../../../../components/package-queue/package-filter-params.ts";
import { packagesPageSize } from "../../../../components/package-queue/packages-page-size.ts";
import type { PageSearch } from "../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Packages" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/packages", "packages:read");
  const { permissions } = ctx.actor;
  const input = { ...(await packageFilterOfPage(searchParams)), limit: packagesPageSize };
  return (
    <Prefetch loads={[{ query: packageSeriesQuery(input), run: () => firstPage(() => listPackageSeries(ctx, input)) }]}>
      <PackagesPage canWrite={permissions.has("packages:write")} canAudit={permissions.has("settings:read")} />
    </Prefetch>
  );
}
