import type { Metadata } from "next";
import { RulesPage } from "#components/rules/rules-page";
import { rulesQuery } from "#lib/alerting/client";
import { listRules } from "#lib/alerting/list-rules";
import { rulesPageSize } from "../../../../components/rules/rules-page-size.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Rules" };

export default async function Page() {
  const ctx = await pageContext("/admin/rules", "monitoring:read");
  const { permissions } = ctx.actor;
  const input = { limit: rulesPageSize };
  return (
    <Prefetch loads={[{ query: rulesQuery(input), run: () => firstPage(() => listRules(ctx, input)) }]}>
      <RulesPage can={{ write: permissions.has("monitoring:write"), audit: permissions.has("settings:read") }} />
    </Prefetch>
  );
}
