import { defineJob } from "#lib/jobs/define-job";
import { addUpCounts } from "#lib/package-queue/add-up-counts";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { expirePackages } from "#lib/package-queue/expire-packages";
import { purgeBillingEvents } from "#lib/package-queue/purge-billing-events";

export const packageQueueJobs = [
  defineJob({
    name: "package-queue.apply-billing",
    description: "Adds billed traffic to packages; a package that is used up is followed by the next.",
    schedule: { everySeconds: 5 },
    timeoutMs: 120_000,
    handler: async (ctx, run) => ({ ...(await applyBilling(ctx, run.signal)) }),
  }),
  defineJob({
    name: "package-queue.expire",
    description: "Ends packages whose time is over, starts the next ones, warns a week and a day ahead, and adds up the counts of items.",
    schedule: { everySeconds: 60 },
    timeoutMs: 120_000,
    handler: async (ctx, run) => ({ ...(await expirePackages(ctx, run.signal)), ...(await addUpCounts(ctx)) }),
  }),
  defineJob({
    name: "package-queue.purge-events",
    description: "Deletes billing and expiry events that had their effect longer ago than Settings say.",
    schedule: { cron: "47 3 * * *" },
    timeoutMs: 300_000,
    announcesSuccess: true,
    handler: (ctx, run) => purgeBillingEvents(ctx, run.signal),
  }),
];
