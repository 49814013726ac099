import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { listBenchmarkEvents } from "#lib/telemetry/list-benchmark-events";
import { eventInSnakeCase } from "./benchmark-views.ts";
import { BenchmarkEvent, BenchmarkIdInput } from "./shapes.ts";

/** `GET /benchmarks/{id}/events`, in order. @throws DomainError not_found */
export const originalBenchmarkEvents = operation(
  {
    name: "originalBenchmarkEvents",
    summary: "Events of a benchmark in order",
    policy: "telemetry:read",
    input: BenchmarkIdInput,
    output: z.array(BenchmarkEvent),
  },
  async (ctx, { id }) => (await listBenchmarkEvents(ctx, { id })).items.map(eventInSnakeCase),
);
