import { purgeFleet } from "#lib/fleet/purge-fleet";
import { recordStatusHistory } from "#lib/fleet/record-status-history";
import { refreshServerStatus } from "#lib/fleet/refresh-server-status";
import { refreshStatusView } from "#lib/fleet/refresh-status-view";
import { defineJob } from "#lib/jobs/define-job";

export const fleetJobs = [
  defineJob({
    name: "fleet.refresh-server-status",
    description: "Calls node servers online or offline by the age of their heartbeat; ends maintenance whose time is over.",
    schedule: { everySeconds: 15 },
    timeoutMs: 30_000,
    handler: (ctx) => refreshServerStatus(ctx),
  }),
  defineJob({
    name: "fleet.record-node-status-history",
    description: "Writes one snapshot of every node server's status on the hour; missed hours are left out.",
    schedule: { cron: "0 * * * *" },
    startWithinMs: 5 * 60_000,
    timeoutMs: 240_000,
    handler: async (ctx, run) => {
      const snapshot = await recordStatusHistory(ctx, run.dueAt);
      return { ...snapshot, view: await refreshStatusView(ctx) };
    },
  }),
  defineJob({
    name: "fleet.refresh-node-status-view",
    description: "Refreshes the hourly status view and deletes status history that is older than Settings say.",
    schedule: { everySeconds: 300 },
    timeoutMs: 240_000,
    handler: (ctx) => refreshStatusView(ctx),
  }),
  defineJob({
    name: "fleet.purge",
    description: "Deletes load samples and rule detections that are older than Settings say, and who was online a day ago.",
    schedule: { cron: "23 3 * * *" },
    timeoutMs: 120_000,
    handler: (ctx) => purgeFleet(ctx),
  }),
];
