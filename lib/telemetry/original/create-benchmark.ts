import { operation } from "#lib/auth/operation";
import { createBenchmark } from "#lib/telemetry/create-benchmark";
import { microsText, readMicros } from "#lib/telemetry/micros";
import { benchmarkInSnakeCase } from "./benchmark-views.ts";
import { inSnakeCase } from "./in-snake-case.ts";
import { Benchmark, NewBenchmark } from "./shapes.ts";

/** `POST /benchmarks` @throws DomainError unprocessable for a machine that is not there, or an end before the start */
export const createOriginalBenchmark = operation(
  {
    name: "createOriginalBenchmark",
    summary: "Add a benchmark that ran",
    policy: "telemetry:write",
    input: NewBenchmark,
    output: Benchmark,
  },
  async (ctx, input) =>
    benchmarkInSnakeCase(
      await inSnakeCase({ startAt: "ts_start", endAt: "ts_end" }, () =>
        createBenchmark(ctx, {
          startAt: zoned(input.ts_start),
          endAt: zoned(input.ts_end),
          description: input.description,
          chainSpec: input.chain_spec,
          benchmarkSpec: input.benchmark_spec,
          setup: input.setup,
          hostSystemId: input.host_system_id,
        }),
      ),
    ),
);

function zoned(text: string): string {
  return microsText(readMicros(text) ?? 0n);
}
