import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BenchmarkPage } from "#components/telemetry/benchmark-page";
import { isDomainError } from "#lib/core/errors";
import { benchmarkQuery } from "#lib/telemetry/client";
import { showBenchmark } from "#lib/telemetry/show-benchmark";
import { pageContext } from "../../../../../page-context.ts";
import { Prefetch } from "../../../../../prefetch.tsx";

export const metadata: Metadata = { title: "Benchmark" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await pageContext(`/admin/telemetry/benchmarks/${id}`, "telemetry:read");
  const benchmark = await showBenchmark(ctx, { id }).catch((error: unknown) => {
    if (isDomainError(error)) notFound();
    throw error;
  });
  return (
    <Prefetch loads={[{ query: benchmarkQuery(benchmark.id), run: async () => benchmark }]}>
      <BenchmarkPage id={benchmark.id} />
    </Prefetch>
  );
}
