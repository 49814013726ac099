import { operation } from "#lib/auth/operation";
import { DomainError, isDomainError } from "#lib/core/errors";
import { createBenchmarkEvent } from "#lib/telemetry/create-benchmark-event";
import { microsText, readMicros } from "#lib/telemetry/micros";
import { eventInSnakeCase } from "./benchmark-views.ts";
import { BenchmarkEvent, NewBenchmarkEvent } from "./shapes.ts";

/** `POST /benchmarks/events` @throws DomainError unprocessable for a benchmark that is not there */
export const createOriginalBenchmarkEvent = operation(
  {
    name: "createOriginalBenchmarkEvent",
    summary: "Add an event of a benchmark",
    policy: "telemetry:write",
    input: NewBenchmarkEvent,
    output: BenchmarkEvent,
  },
  async (ctx, { benchmark_id: id, name, phase, created_at: createdAt }) => {
    const at = createdAt === undefined ? undefined : microsText(readMicros(createdAt) ?? 0n);
    const event = await createBenchmarkEvent(ctx, { id, name, phase, at }).catch((error: unknown) => {
      throw isDomainError(error) && error.code === "not_found" ? unknownBenchmark(id) : error;
    });
    return eventInSnakeCase(event);
  },
);

/** The path is right; it is the body that names something that is not there. */
function unknownBenchmark(id: number): DomainError {
  const detail = `there is no benchmark ${id}`;
  return new DomainError("unprocessable", `benchmark_id: ${detail}`, { errors: [{ path: "benchmark_id", code: "impossible", detail }] });
}
