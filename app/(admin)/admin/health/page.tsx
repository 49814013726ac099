import type { Metadata } from "next";
import { HealthPage } from "#components/health/health-page";
import { healthHistoryQuery, healthQuery } from "#lib/health/client";
import { currentHealth } from "#lib/health/current-health";
import { showHealthHistory } from "#lib/health/show-health-history";
import { pageContext } from "../../../page-context.ts";
import { Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Health" };

export default async function Page() {
  const ctx = await pageContext("/admin/health", "monitoring:read");
  return (
    <Prefetch
      loads={[
        { query: healthQuery(), run: () => currentHealth(ctx.db, ctx.now) },
        { query: healthHistoryQuery(24), run: () => showHealthHistory(ctx, { hours: 24 }) },
      ]}
    >
      <HealthPage />
    </Prefetch>
  );
}
