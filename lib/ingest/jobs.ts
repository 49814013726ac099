import { purgeItems } from "#lib/ingest/purge-items";
import { defineJob } from "#lib/jobs/define-job";

export const ingestJobs = [
  defineJob({
    name: "ingest.purge",
    description: "Forgets the ids of acknowledged items that are older than Settings say.",
    schedule: { cron: "41 * * * *" },
    timeoutMs: 300_000,
    handler: (ctx, run) => purgeItems(ctx, run.signal),
  }),
];
