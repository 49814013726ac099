import type { Metadata } from "next";
import { ClientsPage } from "#components/fleet/clients-page";
import { nodeClientsQuery } from "#lib/fleet/client";
import { listNodeClients } from "#lib/fleet/list-node-clients";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Node clients" };

export default async function Page() {
  const ctx = await pageContext("/admin/clients", "fleet:read");
  const filter = { limit: 100 };
  return (
    <Prefetch loads={[{ query: nodeClientsQuery(filter), run: () => listNodeClients(ctx, filter) }]}>
      <ClientsPage canWrite={ctx.actor.permissions.has("fleet:write")} canAudit={ctx.actor.permissions.has("settings:read")} />
    </Prefetch>
  );
}
