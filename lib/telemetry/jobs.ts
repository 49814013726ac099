import { env } from "#lib/core/env";
import { defineJob } from "#lib/jobs/define-job";
import { closeLostConnections } from "#lib/telemetry/close-lost-connections";
import { maintainTelemetryPartitions } from "#lib/telemetry/maintain-telemetry-partitions";
import { purgeTelemetry } from "#lib/telemetry/purge-telemetry";
import { sampleNodes } from "#lib/telemetry/sample-nodes";

export const telemetryJobs = [
  defineJob({
    name: "telemetry.maintain-partitions",
    description: "Makes the partitions of chain nodes' messages, minutes and reputation ahead of time.",
    schedule: { cron: "13 0,12 * * *" },
    timeoutMs: 120_000,
    announcesSuccess: true,
    handler: (ctx) => maintainTelemetryPartitions(ctx.db, ctx.now),
  }),
  defineJob({
    name: "telemetry.purge",
    description:
      "Drops messages, minutes and reputation of chain nodes that are older than Settings say, with connections and nodes that are gone.",
    schedule: { everySeconds: env().PURGE_INTERVAL_S },
    timeoutMs: 300_000,
    handler: (ctx, run) => purgeTelemetry(ctx, run.signal),
  }),
  defineJob({
    name: "telemetry.sample-nodes",
    description: "Notes how every connected chain node is, for its charts.",
    schedule: { everySeconds: 60 },
    timeoutMs: 30_000,
    handler: async (ctx, run) => ({ nodes: await sampleNodes(ctx.db, run.dueAt) }),
  }),
  defineJob({
    name: "telemetry.close-lost-connections",
    description: "Closes connections of chain nodes whose process ended without a word.",
    schedule: { everySeconds: 30 },
    timeoutMs: 20_000,
    handler: async (ctx) => ({ closed: await closeLostConnections(ctx) }),
  }),
];
