import type { Metadata } from "next";
import { DatabasePage } from "#components/telemetry/database-page";
import { pageContext } from "../../../../page-context.ts";

export const metadata: Metadata = { title: "Database" };

export default async function Page() {
  await pageContext("/admin/telemetry/database", "telemetry:read");
  return <DatabasePage />;
}
