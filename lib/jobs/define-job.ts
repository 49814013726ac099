import type { SystemActor } from "#lib/auth/actor";
import type { Context } from "#lib/auth/context";
import type { JobName } from "#lib/jobs/names";
import type { Schedule } from "#lib/jobs/schema";

/** One run, as its handler sees it. */
export interface JobRun {
  /** The row of `job_run`. */
  id: string;
  /** The slot's instant, or when somebody asked. The hourly snapshot is of this hour, however late it runs. */
  dueAt: Date;
  /** Aborted at the time-out, at shutdown and when the run was handed to somebody else. */
  signal: AbortSignal;
}

/** What a run counted or decided; kept in `job_run.result` and shown to the admin. Must be JSON. */
export type JobResult = Record<string, unknown>;

export interface Job<N extends JobName = JobName> {
  name: N;
  /** One sentence for the admin's list. */
  description: string;
  schedule: Schedule;
  /** A run that takes longer has failed. */
  timeoutMs: number;
  /**
   * How late a slot may still start, e.g. after a time without any job process. Missing: until the next slot, so a
   * daily job of a machine that was off runs when it is on again. Older slots are never made up for.
   */
  startWithinMs?: number;
  /** Attempts after the first one failed or was killed. Missing: 0 for `everySeconds`, else 2. */
  retryLimit?: number;
  /** Publish `job:finished` for successes too, not only for failures and runs that a person asked for. */
  announcesSuccess?: boolean;
  /** Must be safe to run twice and beside itself: a killed run is tried again. */
  handler: (ctx: Context<SystemActor>, run: JobRun) => Promise<JobResult>;
}

/** Declares a job in its room's `jobs.ts`; `server/jobs/registry.ts` lists them all. */
export function defineJob<N extends JobName>(job: Job<N>): Job<N> {
  return job;
}
