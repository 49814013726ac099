import type { Metadata } from "next";
import { AppliancesPage } from "#components/appliances/appliances-page";
import { appliancesQuery } from "#lib/appliances/client";
import { listAppliances } from "#lib/appliances/list-appliances";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Appliances" };

export default async function Page() {
  const ctx = await pageContext("/admin/appliances", "appliances:read");
  return (
    <Prefetch loads={[{ query: appliancesQuery(), run: () => firstPage(() => listAppliances(ctx, {})) }]}>
      <AppliancesPage canWrite={ctx.actor.permissions.has("appliances:write")} />
    </Prefetch>
  );
}
