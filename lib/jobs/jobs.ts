import { purgeExpired } from "#lib/auth/purge-expired";
import { defineJob } from "#lib/jobs/define-job";
import { purgeRuns } from "#lib/jobs/purge-runs";
import { purgeEvents } from "#lib/realtime/purge-events";

/** Jobs of the rooms below this one, which cannot declare their own, and of this room. */
export const groundJobs = [
  defineJob({
    name: "realtime.purge-events",
    description: "Deletes events older than 24 h from the event log.",
    schedule: { cron: "7 * * * *" },
    timeoutMs: 120_000,
    handler: async (ctx, run) => ({ deleted: await purgeEvents(ctx.db, ctx.now, { signal: run.signal }) }),
  }),
  defineJob({
    name: "jobs.purge-runs",
    description: "Deletes job runs after 30 days, successes of jobs that run all the time after 2 days.",
    schedule: { cron: "41 3 * * *" },
    timeoutMs: 120_000,
    announcesSuccess: true,
    handler: async (ctx) => ({ deleted: await purgeRuns(ctx.db, ctx.now) }),
  }),
  defineJob({
    name: "auth.purge",
    description: "Deletes sign-in limits and password links that have ended.",
    schedule: { cron: "37 3 * * *" },
    timeoutMs: 60_000,
    announcesSuccess: true,
    handler: (ctx) => purgeExpired(ctx.db, ctx.now),
  }),
];
