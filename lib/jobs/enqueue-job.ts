import { fromPrisma, type PgBoss } from "pg-boss";
import { z } from "zod";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { Transaction } from "#lib/core/transaction";

const Row = z.object({ id: z.uuid() });
const tries = 3;

export interface EnqueueOptions {
  queue: PgBoss;
  job: string;
  now: Date;
  /** Who asked, for the run's row. */
  requestedBy?: string;
}

/**
 * Enqueues a run in the transaction: the row and the queue's entry are committed together or not at all. While a run of
 * this job waits to be started, that one is answered instead: it starts after this moment, so it does what was asked.
 */
export async function enqueueJob(
  tx: Transaction,
  { queue, job, now, requestedBy }: EnqueueOptions,
): Promise<{ runId: string; isNew: boolean }> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const runId = crypto.randomUUID();
    if (await sendRun(tx, queue, job, runId)) {
      await tx.execute(sql`
        insert into job_run (id, job, due_at, status, requested_by)
        values (${runId}::uuid, ${job}, ${now}::timestamptz, 'queued', ${requestedBy ?? null})`);
      return { runId, isNew: true };
    }
    const [waiting] = await tx.rows(
      sql`select id from job_run where job = ${job} and status = 'queued' order by attempt, due_at desc limit 1`,
      Row,
    );
    if (waiting) return { runId: waiting.id, isNew: false };
  }
  throw new DomainError("conflict", "This job is just being started; try again", { retryAfterS: 1 });
}

/** Puts a run into the queue under its own id. False when one of this job waits there already. */
export async function sendRun(tx: Transaction, queue: PgBoss, job: string, runId: string): Promise<boolean> {
  return (await queue.send(job, null, { id: runId, db: fromPrisma(tx.prisma) })) !== null;
}
