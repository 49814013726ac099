import { operation } from "#lib/auth/operation";
import { BenchmarkDetail, BenchmarkIdInput } from "#lib/telemetry/benchmark-schema";
import { readBenchmark } from "./internal/benchmark-rows.ts";

/** @throws DomainError not_found */
export const showBenchmark = operation(
  {
    name: "showBenchmark",
    summary: "A benchmark with its machine",
    policy: "telemetry:read",
    input: BenchmarkIdInput,
    output: BenchmarkDetail,
  },
  (ctx, { id }) => readBenchmark(ctx.db, id),
);
