import { pino } from "pino";
import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { Job } from "#lib/jobs/define-job";
import { type JobRunner, type JobsOptions, startJobs } from "../start.ts";

/** A job under one of the real names, so that names stay a closed list. */
export function testJob(job: Partial<Job> & Pick<Job, "name" | "handler">): Job {
  return { description: "test", schedule: { onDemand: true }, timeoutMs: 20_000, ...job };
}

export function startTestRunner(db: Database, jobs: readonly Job[], options: Partial<JobsOptions> = {}): Promise<JobRunner> {
  return startJobs({ db, jobs, log: pino({ level: "silent" }), pollingIntervalSeconds: 0.5, ...options });
}

const Run = z.object({
  id: z.uuid(),
  slot: z.string().nullable(),
  status: z.string(),
  attempt: z.number().int(),
  result: z.unknown(),
  error: z.string().nullable(),
  requested_by: z.string().nullable(),
});

/** Runs of a job in order of their slots. */
export function runsOf(db: Database, job: string): Promise<z.output<typeof Run>[]> {
  return db.rows(
    sql`select id, slot, status, attempt, result, error, requested_by from job_run where job = ${job} order by due_at, id`,
    Run,
  );
}
