import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import type { Log } from "#lib/core/log";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import type { Job, JobResult } from "#lib/jobs/define-job";
import { publish } from "#lib/realtime/publish";
import { tryShared } from "./job-lock.ts";

/** A run as the queue hands it out: the queue's entry has the id of the row. */
export interface HeldRun {
  id: string;
  /** 1 for the first try. */
  attempt: number;
  /** Whether the queue will not try again when this attempt fails. */
  isLast: boolean;
  /** Aborted by the queue: shutdown, or the run was given to somebody else. */
  signal: AbortSignal;
  /** Set by an operator's command, which holds the job's lock: `at` is its "now", if it names one. */
  command?: { at: Date | undefined };
}

type Outcome = { status: "succeeded"; result: JobResult } | { status: "failed"; error: string };

const Started = z.object({ is_free: z.boolean(), due_at: z.date().nullable(), requested_by: z.string().nullable() });
/** How often a runner looks whether the operator's command has ended. */
const askEveryMs = 500;

/**
 * One attempt: row to running, handler, row to its end, all fenced by the attempt's number, so that an attempt that was
 * given up cannot overwrite the one that followed it.
 * @throws the failure, for the queue to count and try again
 */
export async function attemptRun(db: Database, log: Log, job: Job, held: HeldRun): Promise<void> {
  const started = await start(db, job, held);
  if (!started) return;
  const outcome = await runHandler(db, log, job, held, started.dueAt);
  await finish(db, job, held, outcome, started.requestedBy);
  if (outcome.status === "failed") throw new Error(outcome.error);
}

/** Undefined: the run succeeded already or belongs to a later attempt. Waits while an operator's command runs the job. */
async function start(db: Database, job: Job, held: HeldRun): Promise<{ dueAt: Date; requestedBy: string | null } | undefined> {
  for (;;) {
    const [row] = await db.rows(
      sql`
      with free as materialized (select ${held.command !== undefined} or ${tryShared(job.name)} as is_free),
      started as (
        update job_run set status = 'running', attempt = ${held.attempt}, started_at = clock_timestamp(), finished_at = null, error = null
        from free
        where is_free and id = ${held.id}::uuid and status <> 'succeeded' and attempt <= ${held.attempt}
        returning due_at, requested_by)
      select is_free, due_at, requested_by from free left join started on true`,
      Started,
    );
    if (row?.is_free) return row.due_at ? { dueAt: row.due_at, requestedBy: row.requested_by } : undefined;
    await sleep(askEveryMs, undefined, { signal: held.signal });
  }
}

async function runHandler(db: Database, log: Log, job: Job, held: HeldRun, dueAt: Date): Promise<Outcome> {
  const stopped = new AbortController();
  const signal = AbortSignal.any([held.signal, stopped.signal]);
  const at = held.command?.at;
  const ctx = { ...systemContext(`job ${job.name}`, { db, ...(at && { now: at }) }), log: log.child({ job: job.name, runId: held.id }) };
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
