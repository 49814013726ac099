import { transaction } from "#lib/core/transaction";
import { defineJob } from "#lib/jobs/define-job";
import { ensureDefaultRules } from "./ensure-default-rules.ts";
import { evaluateRules } from "./evaluate-rules.ts";

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
];
