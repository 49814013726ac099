import type { Metadata } from "next";
import { BenchmarksPage } from "#components/telemetry/benchmarks-page";
import { pageContext } from "../../../../page-context.ts";

export const metadata: Metadata = { title: "Benchmarks" };

export default async function Page() {
  await pageContext("/admin/telemetry/benchmarks", "telemetry:read");
  return <BenchmarksPage />;
}
