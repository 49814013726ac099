import type { PgBoss } from "pg-boss";
import { type Database, database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import { type Log, log as processLog } from "#lib/core/log";
import type { Job } from "#lib/jobs/define-job";
import { forgetJobQueue, jobWakers, openQueue, provideJobQueue } from "#lib/jobs/queue";
import { backoffMs } from "#lib/universal/backoff";
import { attemptRun } from "./attempt-run.ts";
import { forgetProcess, noteProcess, thisProcess } from "./note-process.ts";
import { registerJobs } from "./register-jobs.ts";
import { registry } from "./registry.ts";
import { startScheduler } from "./scheduler.ts";
import { settleInterrupted } from "./settle-interrupted.ts";
import { retryLimit } from "./start-within.ts";

export interface JobsOptions {
  db?: Database;
  /** What to run; all there is unless said. */
  jobs?: readonly Job[];
  log?: Log;
  /** How long `close` waits for handlers before it hands their runs back. */
  closeWithinMs?: number;
  /** How late work that another process enqueued is noticed; one's own is noticed at once. */
  pollingIntervalSeconds?: number;
}

export interface JobRunner {
  /** Waits for running handlers, then hands back what did not end. */
  close(): Promise<void>;
}

const settleEveryMs = 10_000;

/**
 * Runs jobs in this process: as many processes as you like on one database, each slot exactly once. With the database
 * away it keeps trying; nothing piles up meanwhile.
 */
export async function startJobs(options: JobsOptions = {}): Promise<JobRunner> {
  const runnerOptions: Required<JobsOptions> = {
    jobs: Object.values(registry),
    log: processLog(),
    closeWithinMs: 3_000,
    pollingIntervalSeconds: 5,
    ...options,
    db: options.db ?? database(),
  };
  let running: JobRunner | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let starting: Promise<void>;

  const tryToStart = async (attempt: number): Promise<void> => {
    try {
      running = await startRunning(runnerOptions);
    } catch (error) {
      if (!isDatabaseAway(error)) runnerOptions.log.error({ err: error }, "cannot start the job runner, trying again");
      if (isClosed) return;
      const waitMs = backoffMs(attempt, { firstMs: 1_000, maxMs: 5_000 }, Math.random());
      timer = setTimeout(() => {
        starting = tryToStart(attempt + 1);
      }, waitMs);
    }
  };

  starting = tryToStart(0);
  await starting;
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await starting;
      await running?.close();
    },
  };
}

async function startRunning(options: Required<JobsOptions>): Promise<JobRunner> {
  const { db, jobs, log, closeWithinMs } = options;
  const queue = openQueue(db, "runner");
  try {
    await queue.start();
    await registerJobs(db, queue, jobs);
  } catch (error) {
    await queue.stop({ graceful: false, close: false }).catch(() => {});
    throw error;
  }
  provideJobQueue(queue);
  const attempts = new Set<Promise<void>>();
  for (const job of jobs) await startWorker(options, queue, job, attempts);
  const wakers = jobWakers();
  const scheduler = startScheduler({ db, queue, jobs, log, onEnqueued: (name) => wakers.get(name)?.() });
  const noted = thisProcess();
  const orLog = (what: string) => (error: unknown) => {
    if (!isDatabaseAway(error)) log.error({ err: error }, what);
  };
  const settle = async () => {
    await noteProcess(db, noted).catch(orLog("cannot note that this process runs jobs"));
    await settleInterrupted(db).catch(orLog("cannot settle interrupted runs"));
  };
  let settling = settle();
  await settling;
  const timer = setInterval(() => {
    settling = settle();
  }, settleEveryMs);
  return {
    async close() {
      clearInterval(timer);
      await scheduler.close();
      forgetJobQueue();
      for (const job of jobs) wakers.delete(job.name);
      await queue.stop({ graceful: true, close: false, timeout: closeWithinMs });
      await Promise.allSettled(attempts);
      await settling;
      await forgetProcess(db, noted).catch(orLog("cannot take this process from the list"));
    },
  };
}

async function startWorker(options: Required<JobsOptions>, queue: PgBoss, job: Job, attempts: Set<Promise<void>>): Promise<void> {
  const { db, log, pollingIntervalSeconds } = options;
  const limit = retryLimit(job);
  const workerId = await queue.work(job.name, { pollingIntervalSeconds }, async ([held]) => {
    if (!held) return;
    const { id, signal, retryCount } = held;
    const attempt = attemptRun(db, log, job, { id, signal, attempt: retryCount + 1, isLast: retryCount >= limit });
    attempts.add(attempt);
    await attempt.finally(() => attempts.delete(attempt));
  });
  jobWakers().set(job.name, () => queue.notifyWorker(workerId));
}
