import type { PgBoss } from "pg-boss";
import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import type { Job } from "#lib/jobs/define-job";
import { enqueueSlot } from "#lib/jobs/enqueue-slot";
import { latestSlot, mayStillStart } from "#lib/jobs/schedule";
import { backoffMs } from "#lib/universal/backoff";
import { startWithinMs } from "./start-within.ts";

interface SchedulerOptions {
  db: Database;
  queue: PgBoss;
  jobs: readonly Job[];
  log: Log;
  onEnqueued: (job: string) => void;
}

const backoff = { firstMs: 1_000, maxMs: 5_000 };

/**
 * Offers every slot that has come due to the database, once a second. It remembers one instant per job: whatever a slot
 * needs to happen exactly once stands in PostgreSQL. Slots missed while the database was away are skipped but the
 * latest, if it may still start.
 */
export function startScheduler({ db, queue, jobs, log, onEnqueued }: SchedulerOptions): { close(): Promise<void> } {
  const settled = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let failures = 0;
  let ticking: Promise<void> = Promise.resolve();

  const offer = async (job: Job, now: Date) => {
    const dueAt = latestSlot(job.schedule, now);
    if (!dueAt || dueAt.getTime() <= (settled.get(job.name) ?? Number.NEGATIVE_INFINITY)) return;
    const outcome = mayStillStart(dueAt, startWithinMs(job), now) ? await enqueueSlot(db, queue, job.name, dueAt) : "skipped";
    if (outcome !== "not_due") settled.set(job.name, dueAt.getTime());
    if (outcome === "enqueued") onEnqueued(job.name);
  };

  const tick = async () => {
    try {
      for (const job of jobs) if (!isClosed) await offer(job, new Date());
      failures = 0;
    } catch (error) {
      failures++;
      if (!isDatabaseAway(error)) log.error({ err: error }, "cannot enqueue due jobs");
    }
    if (isClosed) return;
    // Just after the next whole second, where slots begin.
    const waitMs = failures > 0 ? backoffMs(failures, backoff, Math.random()) : 1_000 - (Date.now() % 1_000) + 2;
    timer = setTimeout(() => {
      ticking = tick();
    }, waitMs);
  };

  ticking = tick();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await ticking;
    },
  };
}
