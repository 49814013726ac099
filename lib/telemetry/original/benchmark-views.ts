import type { z } from "zod";
import type * as ours from "#lib/telemetry/benchmark-schema";
import type { Benchmark, BenchmarkEvent, HostSystem } from "./shapes.ts";

/** Our views in the original's words. */
export function hostInSnakeCase({ id, description, os, cpuQty, cpuClock, ramMb, diskInfo }: ours.HostSystem): z.output<typeof HostSystem> {
  return { id, description, os, cpu_qty: cpuQty, cpu_clock: cpuClock, ram_mb: ramMb, disk_info: diskInfo };
}

export function benchmarkInSnakeCase(benchmark: ours.Benchmark): z.output<typeof Benchmark> {
  return {
    id: benchmark.id,
    ts_start: benchmark.startAt,
    ts_end: benchmark.endAt,
    description: benchmark.description,
    chain_spec: benchmark.chainSpec,
    benchmark_spec: benchmark.benchmarkSpec,
    host_system_id: benchmark.hostSystemId,
    setup: benchmark.setup,
  };
}

export function eventInSnakeCase({ id, benchmarkId, name, phase, at }: ours.BenchmarkEvent): z.output<typeof BenchmarkEvent> {
  return { id, benchmark_id: benchmarkId, name, phase, created_at: at };
}
