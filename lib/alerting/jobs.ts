import { defineJob } from "#lib/jobs/define-job";
import { endAcknowledgements } from "./end-acknowledgements.ts";
import { endOutsideAlerts } from "./end-outside-alerts.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { purgeAlerts } from "./purge-alerts.ts";
import { purgeNotices } from "./purge-notices.ts";
import { remindSilences } from "./remind-silences.ts";
import { sendNotices } from "./send-notices.ts";

export const alertingJobs = [
  defineJob({
    name: "alerting.evaluate-rules",
    description: "Evaluates every rule: what is wrong becomes an alert, what is over is resolved.",
    schedule: { everySeconds: 30 },
    timeoutMs: 60_000,
    startWithinMs: 25_000,
    handler: async (ctx, run) => ({ ...(await evaluateRules(ctx, run.dueAt)) }),
  }),
  defineJob({
    name: "alerting.end-outside-alerts",
    description: "Ends alerts from outside whose sender named an end and was not heard of since, and acknowledgements whose time is over.",
    schedule: { everySeconds: 30 },
    timeoutMs: 30_000,
    startWithinMs: 25_000,
    handler: async (ctx) => ({ ended: await endOutsideAlerts(ctx), acknowledgementsEnded: await endAcknowledgements(ctx) }),
  }),
  defineJob({
    name: "alerting.remind-silences",
    description: "Announces silences that end within the hour while what they mute still fires.",
    schedule: { everySeconds: 60 },
    timeoutMs: 30_000,
    startWithinMs: 50_000,
    handler: async (ctx) => ({ announced: await remindSilences(ctx) }),
  }),
  defineJob({
    name: "alerting.send-notices",
    description: "Decides which channels are told of which alerts now, and writes the deliveries.",
    schedule: { everySeconds: 5 },
    timeoutMs: 90_000,
    handler: async (ctx, run) => ({ ...(await sendNotices(ctx, run.signal)) }),
  }),
  defineJob({
    name: "alerting.purge-notices",
    description: "Deletes notices that were written longer ago than Settings keep deliveries, and groups that routes have left empty.",
    schedule: { cron: "47 3 * * *" },
    timeoutMs: 300_000,
    handler: (ctx) => purgeNotices(ctx),
  }),
  defineJob({
    name: "alerting.purge-alerts",
    description: "Deletes alerts that were resolved longer ago than Settings keep them, with their timelines.",
    schedule: { cron: "7 4 * * *" },
    timeoutMs: 900_000,
    handler: async (ctx, run) => ({ ...(await purgeAlerts(ctx, run.signal)) }),
  }),
];
