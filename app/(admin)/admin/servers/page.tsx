import type { Metadata } from "next";
import { ServersPage } from "#components/fleet/servers-page";
import { nodeServersQuery } from "#lib/fleet/client";
import { listNodeServers } from "#lib/fleet/list-node-servers";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Servers" };

export default async function Page() {
  const ctx = await pageContext("/admin/servers", "fleet:read");
  const filter = { limit: 100 };
  return (
    <Prefetch loads={[{ query: nodeServersQuery(filter), run: () => listNodeServers(ctx, filter) }]}>
      <ServersPage canWrite={ctx.actor.permissions.has("fleet:write")} />
    </Prefetch>
  );
}
