import { defineJob } from "#lib/jobs/define-job";
import { billTraffic } from "#lib/usage/bill-traffic";
import { maintainPartitions } from "#lib/usage/maintain-partitions";
import { purgeUsage } from "#lib/usage/purge-usage";

export const usageJobs = [
  defineJob({
    name: "usage.bill-traffic",
    description: "Turns unbilled traffic into billing events, one per user, server and package.",
    schedule: { everySeconds: 60 },
    timeoutMs: 300_000,
    handler: async (ctx, run) => ({ ...(await billTraffic(ctx, { signal: run.signal })) }),
  }),
  defineJob({
    name: "usage.maintain-partitions",
    description: "Makes the partitions of usage lines, reports and roll-ups ahead of time.",
    schedule: { cron: "11 0 * * *" },
    timeoutMs: 120_000,
    announcesSuccess: true,
    handler: (ctx) => maintainPartitions(ctx),
  }),
  defineJob({
    name: "usage.purge",
    description: "Drops usage lines, reports, roll-ups, batch ids and refused reports that are older than Settings say.",
    schedule: { cron: "29 3 * * *" },
    timeoutMs: 300_000,
    announcesSuccess: true,
    handler: (ctx, run) => purgeUsage(ctx, run.signal),
  }),
];
