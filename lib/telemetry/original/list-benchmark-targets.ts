import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { listBenchmarkTargets } from "#lib/telemetry/list-benchmark-targets";
import { BenchmarkIdInput, Target } from "./shapes.ts";

/** `GET /benchmarks/{id}/targets` @throws DomainError not_found */
export const originalBenchmarkTargets = operation(
  {
    name: "originalBenchmarkTargets",
    summary: "Targets that were profiled while a benchmark ran",
    policy: "telemetry:read",
    input: BenchmarkIdInput,
    output: z.array(Target),
  },
  async (ctx, { id }) => (await listBenchmarkTargets(ctx, { id })).items,
);
