import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { env } from "#lib/core/env";
import { requestMeter } from "#lib/http/request-meter";
import { readHostMemory } from "./host-memory.ts";
import { itemMetrics } from "./item-metrics.ts";
import { knownOperations } from "./known-operations.ts";
import { hostLoad, originalMetrics } from "./original-metrics.ts";
import { withOwnCounters } from "./own-counters.ts";
import { prometheusText } from "./prometheus-text.ts";
import { readLatest } from "./read-latest.ts";
import { readProcesses } from "./read-processes.ts";
import { NoInput } from "./schema.ts";
import { telemetryMetrics } from "./telemetry-metrics.ts";

/** For Prometheus, which sends an API key as bearer; open to everybody only where the environment says so. */
export const scrapeMetrics = operation(
  {
    name: "scrapeMetrics",
    summary: "Every metric in Prometheus' text format",
    policy: env().FLEETLIGHT_METRICS_PUBLIC ? "public" : "monitoring:read",
    input: NoInput,
    output: z.string(),
  },
  async (ctx) => {
    const [latest, others, operations, memory] = await Promise.all([
      readLatest(ctx),
      readProcesses(ctx),
      knownOperations(),
      readHostMemory(),
    ]);
    const processes = withOwnCounters(others);
    const takers = processes.flatMap(({ name, telemetry: sample }) => (sample?.buffer ? [{ name, sample }] : []));
    const items = processes.flatMap(({ name, items: sample }) => (sample ? [{ name, sample }] : []));
    const more = [...telemetryMetrics(takers), ...itemMetrics(items), ...originalMetrics(processes, { memory, load: hostLoad() })];
    return prometheusText(latest, requestMeter(), operations, more);
  },
);
