import type { Job } from "#lib/jobs/define-job";

/** How late a slot of this job may start; unless the job says so, until its next slot comes. */
export function startWithinMs(job: Job): number {
  if (job.startWithinMs !== undefined) return job.startWithinMs;
  if ("everySeconds" in job.schedule) return job.schedule.everySeconds * 1000;
  return "cron" in job.schedule ? Number.MAX_SAFE_INTEGER : 0;
}

/** Attempts after the first. A slot that comes again in a moment needs none. */
export function retryLimit(job: Job): number {
  return job.retryLimit ?? ("everySeconds" in job.schedule ? 0 : 2);
}
