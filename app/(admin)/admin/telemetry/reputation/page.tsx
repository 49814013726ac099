import type { Metadata } from "next";
import { ReputationPage } from "#components/telemetry/reputation-page";
import { pageContext } from "../../../../page-context.ts";

export const metadata: Metadata = { title: "Reputation" };

export default async function Page() {
  await pageContext("/admin/telemetry/reputation", "telemetry:read");
  return <ReputationPage />;
}
