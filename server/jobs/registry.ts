import { alertingJobs } from "#lib/alerting/jobs";
import { applianceJobs } from "#lib/appliances/jobs";
import { fleetJobs } from "#lib/fleet/jobs";
import { healthJobs } from "#lib/health/jobs";
import { ingestJobs } from "#lib/ingest/jobs";
import type { Job } from "#lib/jobs/define-job";
import { groundJobs } from "#lib/jobs/jobs";
import type { JobName } from "#lib/jobs/names";
import { metricsJobs } from "#lib/metrics/jobs";
import { notificationJobs } from "#lib/notifications/jobs";
import { packageQueueJobs } from "#lib/package-queue/jobs";
import { telemetryJobs } from "#lib/telemetry/jobs";
import { usageJobs } from "#lib/usage/jobs";

/** An error type that says which names have no handler. */
type Complete<N extends JobName> = [Exclude<JobName, N>] extends [never] ? unknown : { withoutHandler: Exclude<JobName, N> };

/** Jobs by their names. A name of `JobName` that no job of the list has does not compile. */
export function everyJob<N extends JobName>(jobs: readonly Job<N>[] & Complete<N>): Record<JobName, Job> {
  return Object.fromEntries(jobs.map((job: Job) => [job.name, job])) as Record<JobName, Job>;
}

/** Every job of every room. */
export const registry = everyJob([
  ...groundJobs,
  ...notificationJobs,
  ...fleetJobs,
  ...applianceJobs,
  ...packageQueueJobs,
  ...telemetryJobs,
  ...usageJobs,
  ...ingestJobs,
  ...metricsJobs,
  ...healthJobs,
  ...alertingJobs,
]);
