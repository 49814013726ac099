import { purgeAudit } from "#lib/auth/purge-audit";
import { purgeExpired } from "#lib/auth/purge-expired";
import { defineJob } from "#lib/jobs/define-job";
import { purgeRuns } from "#lib/jobs/purge-runs";
import { purgeEvents } from "#lib/realtime/purge-events";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

/** Jobs of the rooms below this one, which cannot declare their own, and of this room. */
export const groundJobs = [
  defineJob({
    name: "realtime.purge-events",
    description: "Deletes events that are older than Settings say from the event log.",
    schedule: { cron: "7 * * * *" },
    timeoutMs: 120_000,
    handler: async (ctx, run) => {
      const settings = await readSettings(ctx.db, ctx.log);
      const before = keptFrom(ctx.now, settings["realtime.eventLogHours"] / 24);
      return { deleted: await purgeEvents(ctx.db, before, { signal: run.signal }) };
    },
  }),
  defineJob({
    name: "jobs.purge-runs",
    description: "Deletes job runs that are older than Settings say, successes of jobs that run all the time sooner.",
    schedule: { cron: "41 3 * * *" },
    timeoutMs: 120_000,
    announcesSuccess: true,
    handler: async (ctx) => ({ deleted: await purgeRuns(ctx.db, ctx.now) }),
  }),
  defineJob({
    name: "auth.purge",
    description: "Deletes sign-in limits and password links that have ended, and audit rows where Settings limit how long they are kept.",
    schedule: { cron: "37 3 * * *" },
    timeoutMs: 60_000,
    announcesSuccess: true,
    handler: async (ctx, run) => {
      const { "auth.auditRetentionDays": auditDays } = await readSettings(ctx.db, ctx.log);
      const auditRows = auditDays === null ? 0 : await purgeAudit(ctx, keptFrom(ctx.now, auditDays), run.signal);
      return { ...(await purgeExpired(ctx.db, ctx.now)), auditRows };
    },
  }),
];
