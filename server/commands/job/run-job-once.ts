import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { log } from "#lib/core/log";
import { sql } from "#lib/core/sql";
import type { Job } from "#lib/jobs/define-job";
import type { JobRunView } from "#lib/jobs/schema";
import { showJobRun } from "#lib/jobs/show-job-run";
import { attemptRun } from "../../jobs/attempt-run.ts";
import { tryExclusive } from "../../jobs/job-lock.ts";

export interface RunJobOnce {
  db: Database;
  job: Job;
  /** The run's slot and its "now"; this moment when missing. */
  at: Date | undefined;
  /** No other process works on this database: a run that stands there as running was killed. */
  isAlone: boolean;
  signal: AbortSignal;
  say: (words: string) => void;
}

const askEveryMs = 200;
/** As long as the queue gives a run beyond its time-out before it counts as dead. */
const graceMs = 15_000;

/**
 * Runs a job once in this process, as the runner would: a row of `job_run`, one attempt, the handler's result in it. It never
 * overlaps itself: a run that is under way is waited for, and runners wait for this one.
 * @throws DomainError conflict while another command runs the same job
 */
export async function runJobOnce({ db, job, at, isAlone, signal, say }: RunJobOnce): Promise<JobRunView> {
  const holder = new pg.Client({ connectionString: db.url, application_name: "fleetlight-job", connectionTimeoutMillis: 5_000 });
  holder.on("error", () => {});
  await holder.connect();
  try {
    const query = sql`select ${tryExclusive(job.name)} as is_held`;
    const { rows } = await holder.query<{ is_held: boolean }>(query.text, query.values);
    if (!rows[0]?.is_held) throw new DomainError("conflict", `${job.name} is being run by another command: wait for its end`);
    if (!isAlone) await untilNoneRuns(db, job, signal, say);
    const id = crypto.randomUUID();
    const ctx = systemContext("command line", { db });
    await db.prisma.jobRun.create({
      data: { id, job: job.name, dueAt: at ?? ctx.now, status: "queued", requestedBy: ctx.actor.label },
    });
    // The failure stands in the row, which is what we answer.
    await attemptRun(db, log(), job, { id, attempt: 1, isLast: true, signal, command: { at } }).catch(() => {});
    return await showJobRun(ctx, { runId: id });
  } finally {
    await holder.end();
  }
}

const Running = z.object({ id: z.uuid() });

async function untilNoneRuns(db: Database, job: Job, signal: AbortSignal, say: (words: string) => void): Promise<void> {
  const query = sql`
    select id from job_run where job = ${job.name} and status = 'running'
      and started_at > clock_timestamp() - make_interval(secs => ${(job.timeoutMs + graceMs) / 1000}::double precision)
    limit 1`;
  for (let asked = 0; ; asked++) {
    const [running] = await db.rows(query, Running);
    if (!running) return;
    if (asked === 5) say(`${job.name} is running (${running.id}): waiting for its end`);
    await sleep(askEveryMs, undefined, { signal });
  }
}
