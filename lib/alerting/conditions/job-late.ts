import { z } from "zod";
import { durationInWords } from "#lib/fleet/decide-status";
import { listJobs } from "#lib/jobs/list-jobs";
import { condition } from "../condition.ts";

const Params = z.strictObject({
  /** How late a start may be, seconds. */
  afterSeconds: z.number().int().min(5).max(604_800).default(300),
  /** Only these; all there are when empty. */
  jobs: z.array(z.string().min(1).max(100)).max(200).default([]),
});

/** A scheduled job has not started in time. */
export const kind = condition({
  kind: "job_late",
  title: "Job late",
  source: "system",
  params: Params,
  unit: "s",
  defaults: [{ key: "job-late", name: "Job late", params: {}, severity: "warning", forSeconds: 60, clearSeconds: 60 }],
  words: ({ afterSeconds, jobs }) =>
    `${jobs.length === 0 ? "a scheduled job" : jobs.join(" or ")} is more than ${durationInWords(afterSeconds * 1_000)} late`,

  async read(ctx, rules) {
    const { items } = await listJobs(ctx, {});
    return new Map(
      rules.map(({ id, params }) => [
        id,
        items
          .filter(({ name }) => params.jobs.length === 0 || params.jobs.includes(name))
          .map(({ name, overdueSince, nextRun }) => {
            // A slot that was missed and has not been made up for; one that started late has started.
            const lateS = overdueSince === null ? 0 : Math.max(0, Math.round((ctx.now.getTime() - Date.parse(overdueSince)) / 1000));
            return {
              resource: { type: "job", id: name, name },
              observation: lateS > params.afterSeconds ? ("true" as const) : ("false" as const),
              value: lateS,
              message:
                lateS === 0 ? `${name} is on time` : `${name} should have started ${lateS} s ago${nextRun ? `; next due ${nextRun}` : ""}`,
            };
          }),
      ]),
    );
  },
});
