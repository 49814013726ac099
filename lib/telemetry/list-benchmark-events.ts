import { operation } from "#lib/auth/operation";
import { BenchmarkEventList, BenchmarkIdInput } from "#lib/telemetry/benchmark-schema";
import { readBenchmark, readEvents } from "./internal/benchmark-rows.ts";

/** @throws DomainError not_found */
export const listBenchmarkEvents = operation(
  {
    name: "listBenchmarkEvents",
    summary: "Events of a benchmark in order",
    policy: "telemetry:read",
    input: BenchmarkIdInput,
    output: BenchmarkEventList,
  },
  async (ctx, { id }) => {
    await readBenchmark(ctx.db, id);
    return { items: await readEvents(ctx.db, id) };
  },
);
