import { operation } from "#lib/auth/operation";
import { BenchmarkIdInput, BenchmarkTargets } from "#lib/telemetry/benchmark-schema";
import { readBenchmark, windowOf } from "./internal/benchmark-rows.ts";
import { readTargets } from "./internal/read-profiling.ts";

/** What nodes profiled while the benchmark ran; of the node that its setup names, if it names one. @throws DomainError not_found */
export const listBenchmarkTargets = operation(
  {
    name: "listBenchmarkTargets",
    summary: "Targets that were profiled while a benchmark ran",
    policy: "telemetry:read",
    input: BenchmarkIdInput,
    output: BenchmarkTargets,
  },
  async (ctx, { id }) => {
    const { range, peerId } = windowOf(await readBenchmark(ctx.db, id));
    return { items: (await readTargets(ctx.db, range, peerId)).map((target) => ({ target })) };
  },
);
