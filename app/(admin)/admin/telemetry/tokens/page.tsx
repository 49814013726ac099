import type { Metadata } from "next";
import { TokensPage } from "#components/telemetry/tokens-page";
import { telemetryTokensQuery } from "#lib/telemetry/client";
import { listTelemetryTokens } from "#lib/telemetry/list-telemetry-tokens";
import { pageContext } from "../../../../page-context.ts";
import { firstPage, Prefetch } from "../../../../prefetch.tsx";

export const metadata: Metadata = { title: "Node tokens" };

export default async function Page() {
  const ctx = await pageContext("/admin/telemetry/tokens", "telemetry:write");
  return (
    <Prefetch loads={[{ query: telemetryTokensQuery(), run: () => firstPage(() => listTelemetryTokens(ctx, {})) }]}>
      <TokensPage />
    </Prefetch>
  );
}
