import { defineJob } from "#lib/jobs/define-job";
import { collectMetrics } from "./collect-metrics.ts";
import { purgeMetrics } from "./purge-metrics.ts";

export const metricsJobs = [
  defineJob({
    name: "metrics.collect",
    description: "Collects every metric and writes its history in three resolutions.",
    schedule: { everySeconds: 30 },
    timeoutMs: 25_000,
    startWithinMs: 20_000,
    handler: async (ctx, run) => ({ ...(await collectMetrics(ctx, run.dueAt)) }),
  }),
  defineJob({
    name: "metrics.purge",
    description: "Deletes history of metrics that is older than Settings say, each resolution for itself.",
    schedule: { cron: "19 * * * *" },
    timeoutMs: 120_000,
    handler: async (ctx) => ({ ...(await purgeMetrics(ctx)) }),
  }),
];
