import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { shortened } from "#lib/notifications/notice-parts";
import { condition } from "../condition.ts";

const Params = z.strictObject({
  /** Runs that failed one after the other, the last one among them. */
  times: z.number().int().min(1).max(100).default(1),
});

const Row = z.object({ job: z.string(), failures: column.count, error: z.string().nullable() });

/** A job's last runs have failed. It is over when one succeeds. */
export const kind = condition({
  kind: "job_failed",
  title: "Job failed",
  source: "system",
  params: Params,
  unit: "",
  defaults: [{ key: "job-failed", name: "Job failed", params: {}, severity: "warning", forSeconds: 0, clearSeconds: 0 }],
  words: ({ times }) => (times === 1 ? "the last run of a job failed" : `the last ${times} runs of a job failed`),

  async read({ db }, rules) {
    const rows = await db.rows(
      sql`select d.name as job, last.error, (
        select count(*) from job_run f where f.job = d.name and f.status = 'failed' and f.due_at > coalesce(
          (select s.due_at from job_run s where s.job = d.name and s.status = 'succeeded' order by s.due_at desc limit 1), '-infinity')) as failures
      from job_definition d, lateral (
        select r.status, r.error from job_run r where r.job = d.name and r.finished_at is not null order by r.due_at desc limit 1) last
      order by d.name`,
      Row,
    );
    return new Map(
      rules.map(({ id, params }) => [
        id,
        rows.map(({ job, failures, error }) => ({
          resource: { type: "job", id: job, name: job },
          observation: failures >= params.times ? ("true" as const) : ("false" as const),
          value: failures,
          message:
            failures === 0
              ? `The last run of ${job} succeeded`
              : `${job} failed ${failures} times in a row: ${shortened(error ?? "no reason given", 500)}`,
        })),
      ]),
    );
  },
});
