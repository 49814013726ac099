import { defineJob } from "#lib/jobs/define-job";
import { currentHealth } from "./current-health.ts";
import { purgeHealth } from "./purge-health.ts";
import { recordHealth } from "./record-health.ts";

export const healthJobs = [
  defineJob({
    name: "health.record",
    description: "Looks at every component and keeps what changed: the page and the rules know since when.",
    schedule: { everySeconds: 30 },
    timeoutMs: 20_000,
    startWithinMs: 25_000,
    handler: async (ctx) => {
      const { status, components } = await currentHealth(ctx.db, ctx.now);
      return { status, ...(await recordHealth(ctx, components)) };
    },
  }),
  defineJob({
    name: "health.purge",
    description: "Deletes the history of components that is older than 400 days.",
    schedule: { cron: "17 4 * * *" },
    timeoutMs: 60_000,
    handler: async (ctx) => ({ deleted: await purgeHealth(ctx) }),
  }),
];
