import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { createLoader, parseAsInteger } from "nuqs/server";
import { ComparePage } from "#components/telemetry/compare-page";
import type { PageSearch } from "../../../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../../../page-context.ts";

export const metadata: Metadata = { title: "Two benchmarks" };

const readRuns = createLoader({ a: parseAsInteger, b: parseAsInteger });

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  await pageContext("/admin/telemetry/benchmarks/compare", "telemetry:read");
  const { a, b } = await readRuns(searchParams);
  if (a === null || b === null) redirect("/admin/telemetry/benchmarks");
  return <ComparePage a={a} b={b} />;
}
