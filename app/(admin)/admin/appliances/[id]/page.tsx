import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppliancePage } from "#components/appliances/appliance-page";
import { applianceQuery, applianceTasksQuery, capacityQuery } from "#lib/appliances/client";
import { listApplianceTasks } from "#lib/appliances/list-appliance-tasks";
import { showAppliance } from "#lib/appliances/show-appliance";
import { showCapacity } from "#lib/appliances/show-capacity";
import { isDomainError } from "#lib/core/errors";
import { capacityRange } from "../../../../../components/appliances/capacity-range.ts";
import { type PageSearch, rangeOfPage } from "../../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../../page-context.ts";
import { firstPage, Prefetch } from "../../../../prefetch.tsx";

export const metadata: Metadata = { title: "Appliance" };

export default async function Page({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: PageSearch }) {
  const { id } = await params;
  const ctx = await pageContext(`/admin/appliances/${id}`, "appliances:read");
  const range = capacityRange(await rangeOfPage(searchParams, ctx.now, "30d"));
  const appliance = await showAppliance(ctx, { id }).catch((error: unknown) => {
    if (isDomainError(error)) notFound();
    throw error;
  });
  return (
    <Prefetch
      loads={[
        { query: applianceQuery(id), run: async () => appliance },
        { query: capacityQuery(id, range), run: () => showCapacity(ctx, { id, ...range }) },
        { query: applianceTasksQuery(id), run: () => firstPage(() => listApplianceTasks(ctx, { id, limit: 25 })) },
      ]}
    >
      <AppliancePage
        id={id}
        canWrite={ctx.actor.permissions.has("appliances:write")}
        canAudit={ctx.actor.permissions.has("settings:read")}
      />
    </Prefetch>
  );
}
