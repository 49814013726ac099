import { defineJob } from "#lib/jobs/define-job";
import { deliver } from "#lib/notifications/deliver";
import { purgeDeliveries } from "#lib/notifications/purge-deliveries";

export const notificationJobs = [
  defineJob({
    name: "notifications.deliver",
    description: "Sends webhooks and mail that are due.",
    schedule: { everySeconds: 5 },
    timeoutMs: 90_000,
    handler: async (ctx, run) => ({ ...(await deliver(ctx, { signal: run.signal })) }),
  }),
  defineJob({
    name: "notifications.purge",
    description: "Deletes webhook deliveries and mail 35 days after they were sent or given up.",
    schedule: { cron: "53 3 * * *" },
    timeoutMs: 300_000,
    announcesSuccess: true,
    handler: (ctx, run) => purgeDeliveries(ctx, run.signal),
  }),
];
