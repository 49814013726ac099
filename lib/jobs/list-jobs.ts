import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { jobState } from "#lib/jobs/job-state";
import { describeSchedule, lagMs, nextSlot } from "#lib/jobs/schedule";
import { scheduleWords } from "#lib/jobs/schedule-words";
import { JobList, JobRunStatus, type JobView, ListJobsInput, Schedule } from "#lib/jobs/schema";
import { readProcesses } from "./internal/process-rows.ts";
import { durationMs, RunRow, runColumns, viewRun } from "./internal/run-rows.ts";

/** Instants inside jsonb are text. */
const jsonTimes = { due_at: z.coerce.date(), started_at: z.coerce.date().nullable(), finished_at: z.coerce.date().nullable() };
const JsonRun = RunRow.extend(jsonTimes);

const Row = z.object({
  name: z.string(),
  description: z.string(),
  schedule: Schedule,
  timeout_ms: z.number().int(),
  start_within_ms: z.bigint().transform(Number),
  last: JsonRun.nullable(),
  ended: JsonRun.nullable(),
  recent: z.array(z.object({ status: JobRunStatus, ...jsonTimes })),
});
type Row = z.output<typeof Row>;

/** How many runs the strip of a job shows. */
const stripLength = 30;

/**
 * Every job that the running version declares, with its last runs, its next one and how it is; and the processes that run
 * jobs. Empty until some process has. Each part reads the newest runs of a job by index, however long the history is.
 */
export const listJobs = operation(
  { name: "listJobs", summary: "Scheduled jobs with last and next run", policy: "settings:read", input: ListJobsInput, output: JobList },
  async (ctx) => {
    const processes = await readProcesses(ctx.db, ctx.now);
    const rows = await ctx.db.rows(
      sql`
      select d.name, d.description, d.schedule, d.timeout_ms, d.start_within_ms,
        (select to_jsonb(l) from (select ${runColumns} from job_run r where r.job = d.name order by r.due_at desc limit 1) l) as last,
        (select to_jsonb(e) from (
          select ${runColumns} from job_run r where r.job = d.name and r.finished_at is not null order by r.due_at desc limit 1) e) as ended,
        (select coalesce(jsonb_agg(to_jsonb(s) order by s.due_at desc), '[]') from (
          select r.status, r.due_at, r.started_at, r.finished_at from job_run r where r.job = d.name
          order by r.due_at desc limit ${stripLength}) s) as recent
      from job_definition d order by d.name`,
      Row,
    );
    const hasProcess = processes.some(({ isAlive }) => isAlive);
    return { items: rows.map((row) => viewJob(row, hasProcess, ctx.now)), processes };
  },
);

function viewJob({ last, ended, ...job }: Row, hasProcess: boolean, now: Date): JobView {
  const known = last ? factsOf(last) : undefined;
  const { schedule, timeout_ms: timeoutMs, start_within_ms: startWithinMs } = job;
  const facts = { schedule, startWithinMs, timeoutMs, last: known, ended: ended ? factsOf(ended) : undefined, hasProcess };
  const { state, overdueSince } = jobState(facts, now);
  return {
    name: job.name,
    description: job.description,
    schedule: describeSchedule(schedule),
    scheduleWords: scheduleWords(schedule),
    state,
    overdueSince: overdueSince?.toISOString() ?? null,
    timeoutMs,
    lastRun: last ? viewRun(last) : null,
    lastEnded: ended ? viewRun(ended) : null,
    recentRuns: job.recent.map((run) => ({ status: run.status, dueAt: run.due_at.toISOString(), durationMs: durationMs(run) })),
    nextRun: nextSlot(schedule, now)?.toISOString() ?? null,
    lagMs: lagMs(schedule, startWithinMs, known, now) ?? null,
    durationMs: ended ? durationMs(ended) : null,
  };
}

function factsOf({ status, attempt, ...run }: RunRow) {
  return { status, attempt, dueAt: run.due_at, startedAt: run.started_at, finishedAt: run.finished_at };
}
