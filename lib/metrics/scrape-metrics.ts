import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { env } from "#lib/core/env";
import { requestMeter } from "#lib/http/request-meter";
import { knownOperations } from "./known-operations.ts";
import { prometheusText } from "./prometheus-text.ts";
import { readLatest } from "./read-latest.ts";
import { NoInput } from "./schema.ts";

/** For Prometheus, which sends an API key as bearer; open to everybody only where the environment says so. */
export const scrapeMetrics = operation(
  {
    name: "scrapeMetrics",
    summary: "Every metric in Prometheus' text format",
    policy: env().FLEETLIGHT_METRICS_PUBLIC ? "public" : "monitoring:read",
    input: NoInput,
    output: z.string(),
  },
  async (ctx) => prometheusText(await readLatest(ctx), requestMeter(), await knownOperations()),
);
