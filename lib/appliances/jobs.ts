import { purgeAppliances } from "#lib/appliances/purge-appliances";
import { defineJob } from "#lib/jobs/define-job";

export const applianceJobs = [
  defineJob({
    name: "appliances.purge",
    description: "Deletes capacity history and ended tasks of appliances that are older than Settings say.",
    schedule: { cron: "41 3 * * *" },
    timeoutMs: 120_000,
    handler: (ctx) => purgeAppliances(ctx),
  }),
];
