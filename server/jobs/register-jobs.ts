import type { PgBoss } from "pg-boss";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { Job } from "#lib/jobs/define-job";
import { retryLimit, startWithinMs } from "./start-within.ts";

/** A worker says at least this often that it lives; a killed one is noticed so late. The least pg-boss allows. */
const heartbeatSeconds = 10;

/** Makes one queue per job and tells processes without jobs what there is. */
export async function registerJobs(db: Database, queue: PgBoss, jobs: readonly Job[]): Promise<void> {
  const present = new Set((await queue.getQueues()).map(({ name }) => name));
  for (const job of jobs) {
    const options = {
      retryLimit: retryLimit(job),
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 300,
      // The attempt's own time-out comes first; this one is for a process that hangs.
      expireInSeconds: Math.ceil(job.timeoutMs / 1_000) + 15,
      heartbeatSeconds,
      // job_run is the record; the queue keeps what it needs.
      deleteAfterSeconds: 3_600,
      retentionSeconds: 86_400,
    };
    if (present.has(job.name)) await queue.updateQueue(job.name, options);
    else await queue.createQueue(job.name, { ...options, policy: "short" });
  }
  const definitions = jobs.map((job) => ({
    name: job.name,
    description: job.description,
    schedule: job.schedule,
    timeout_ms: job.timeoutMs,
    start_within_ms: startWithinMs(job),
  }));
  const query = sql`
    with gone as (delete from job_definition where name <> all(${definitions.map(({ name }) => name)}))
    insert into job_definition (name, description, schedule, timeout_ms, start_within_ms, registered_at)
    select name, description, schedule, timeout_ms, start_within_ms, now()
    from jsonb_to_recordset(${JSON.stringify(definitions)}::jsonb)
      as d(name text, description text, schedule jsonb, timeout_ms integer, start_within_ms bigint)
    on conflict (name) do update set description = excluded.description, schedule = excluded.schedule,
      timeout_ms = excluded.timeout_ms, start_within_ms = excluded.start_within_ms, registered_at = excluded.registered_at`;
  await db.pool.query(query.text, query.values as unknown[]);
}
