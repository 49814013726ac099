import { transaction } from "#lib/core/transaction";
import { defineJob } from "#lib/jobs/define-job";
import { endOutsideAlerts } from "./end-outside-alerts.ts";
import { ensureDefaultRules } from "./ensure-default-rules.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { remindSilences } from "./remind-silences.ts";

export const alertingJobs = [
  defineJob({
    name: "alerting.evaluate-rules",
    description: "Evaluates every rule: what is wrong becomes an alert, what is over is resolved.",
    schedule: { everySeconds: 30 },
    timeoutMs: 60_000,
    startWithinMs: 25_000,
    handler: async (ctx, run) => {
      await transaction(ctx.db, (tx) => ensureDefaultRules(tx, ctx.now));
      return { ...(await evaluateRules(ctx, run.dueAt)) };
    },
  }),
  defineJob({
    name: "alerting.end-outside-alerts",
    description: "Ends alerts from outside whose sender named an end and was not heard of since.",
    schedule: { everySeconds: 30 },
    timeoutMs: 30_000,
    startWithinMs: 25_000,
    handler: async (ctx) => ({ ended: await endOutsideAlerts(ctx) }),
  }),
  defineJob({
    name: "alerting.remind-silences",
    description: "Announces silences that end within the hour while what they mute still fires.",
    schedule: { everySeconds: 60 },
    timeoutMs: 30_000,
    startWithinMs: 50_000,
    handler: async (ctx) => ({ announced: await remindSilences(ctx) }),
  }),
];
