import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import type { Log } from "#lib/core/log";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import type { Job, JobResult } from "#lib/jobs/define-job";
import { publish } from "#lib/realtime/publish";

/** A run as the queue hands it out: the queue's entry has the id of the row. */
export interface HeldRun {
  id: string;
  /** 1 for the first try. */
  attempt: number;
  /** Whether the queue will not try again when this attempt fails. */
  isLast: boolean;
  /** Aborted by the queue: shutdown, or the run was given to somebody else. */
  signal: AbortSignal;
}

type Outcome = { status: "succeeded"; result: JobResult } | { status: "failed"; error: string };

const Started = z.object({ due_at: z.date(), requested_by: z.string().nullable() });

/**
 * One attempt: row to running, handler, row to its end, all fenced by the attempt's number, so that an attempt that was
 * given up cannot overwrite the one that followed it.
 * @throws the failure, for the queue to count and try again
 */
export async function attemptRun(db: Database, log: Log, job: Job, held: HeldRun): Promise<void> {
  const [started] = await db.rows(
    sql`
    update job_run set status = 'running', attempt = ${held.attempt}, started_at = clock_timestamp(), finished_at = null, error = null
    where id = ${held.id}::uuid and status <> 'succeeded' and attempt <= ${held.attempt}
    returning due_at, requested_by`,
    Started,
  );
  if (!started) return;
  const outcome = await runHandler(db, log, job, held, started.due_at);
  await finish(db, job, held, outcome, started.requested_by);
  if (outcome.status === "failed") throw new Error(outcome.error);
}

async function runHandler(db: Database, log: Log, job: Job, held: HeldRun, dueAt: Date): Promise<Outcome> {
  const stopped = new AbortController();
  const signal = AbortSignal.any([held.signal, stopped.signal]);
  const ctx = { ...systemContext(`job ${job.name}`, { db }), log: log.child({ job: job.name, runId: held.id }) };
  let timer: NodeJS.Timeout | undefined;
  const given = new Promise<Outcome>((resolve) => {
    const fail = (error: string) => resolve({ status: "failed", error });
    held.signal.addEventListener("abort", () => fail("Interrupted: the process was stopped"), { once: true });
    timer = setTimeout(() => {
      fail(`Timed out after ${job.timeoutMs} ms`);
      stopped.abort(new Error("timed out"));
    }, job.timeoutMs);
  });
  const handling = (async () => job.handler(ctx, { id: held.id, dueAt, signal }))();
  const handled = handling.then(
    (result): Outcome => ({ status: "succeeded", result }),
    (error: unknown): Outcome => {
      ctx.log.warn({ err: error }, "job failed");
      return { status: "failed", error: error instanceof Error ? error.message : String(error) };
    },
  );
  const outcome = await Promise.race([handled, given]);
  clearTimeout(timer);
  return outcome;
}

/** A failure that is tried again waits as `queued`, with the error of the attempt. */
async function finish(db: Database, job: Job, held: HeldRun, outcome: Outcome, requestedBy: string | null): Promise<void> {
  const isOver = outcome.status === "succeeded" || held.isLast;
  const status = isOver ? outcome.status : "queued";
  const result = outcome.status === "succeeded" ? JSON.stringify(outcome.result) : null;
  const error = outcome.status === "failed" ? outcome.error.slice(0, 2_000) : null;
  await transaction(db, async (tx) => {
    const changed = await tx.execute(sql`
      update job_run set status = ${status}, result = ${result}::jsonb, error = ${error},
        finished_at = case when ${isOver} then clock_timestamp() end
      where id = ${held.id}::uuid and status = 'running' and attempt = ${held.attempt}`);
    const isNews = outcome.status === "failed" || requestedBy !== null || job.announcesSuccess === true;
    if (changed === 1 && isOver && isNews)
      publish(tx, new Date(), "job:finished", ["permission:settings:read"], { job: job.name, runId: held.id, status: outcome.status });
  });
}
