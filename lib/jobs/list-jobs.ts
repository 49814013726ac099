import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { describeSchedule, lagMs, nextSlot } from "#lib/jobs/schedule";
import { JobList, type JobView, ListJobsInput, Schedule } from "#lib/jobs/schema";
import { durationMs, RunRow, runColumns, viewRun } from "./internal/run-rows.ts";

/** A run inside jsonb: its instants are text. */
const JsonRun = RunRow.extend({
  due_at: z.coerce.date(),
  started_at: z.coerce.date().nullable(),
  finished_at: z.coerce.date().nullable(),
});

const Row = z.object({
  name: z.string(),
  description: z.string(),
  schedule: Schedule,
  timeout_ms: z.number().int(),
  start_within_ms: z.bigint().transform(Number),
  last: JsonRun.nullable(),
  ended: JsonRun.nullable(),
});

/** Every job that the running version declares, with its last and next run. Empty until some process has run jobs. */
export const listJobs = operation(
  { name: "listJobs", summary: "Scheduled jobs with last and next run", policy: "settings:read", input: ListJobsInput, output: JobList },
  async (ctx) => {
    const rows = await ctx.db.rows(
      sql`
      select d.name, d.description, d.schedule, d.timeout_ms, d.start_within_ms,
        (select to_jsonb(l) from (select ${runColumns} from job_run r where r.job = d.name order by r.due_at desc limit 1) l) as last,
        (select to_jsonb(e) from (
          select ${runColumns} from job_run r where r.job = d.name and r.finished_at is not null order by r.due_at desc limit 1) e) as ended
      from job_definition d order by d.name`,
      Row,
    );
    return { items: rows.map((row) => viewJob(row, ctx.now)) };
  },
);

function viewJob({ last, ended, ...job }: z.output<typeof Row>, now: Date): JobView {
  const known = last ? { dueAt: last.due_at, startedAt: last.started_at } : undefined;
  return {
    name: job.name,
    description: job.description,
    schedule: describeSchedule(job.schedule),
    timeoutMs: job.timeout_ms,
    lastRun: last ? viewRun(last) : null,
    nextRun: nextSlot(job.schedule, now)?.toISOString() ?? null,
    lagMs: lagMs(job.schedule, job.start_within_ms, known, now) ?? null,
    durationMs: ended ? durationMs(ended) : null,
  };
}
