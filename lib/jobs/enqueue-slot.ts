import type { PgBoss } from "pg-boss";
import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { sendRun } from "./enqueue-job.ts";

/** `not_due`: the database's clock, which decides for all processes, has not reached the slot. */
export type SlotOutcome = "enqueued" | "taken" | "not_due";

const Row = z.object({ id: z.uuid().nullable(), is_due: z.boolean() });

/** Thrown inside to roll the slot's row back: the run before it has not even started, so this slot is skipped. */
const stillWaiting = Symbol("still waiting");

/**
 * Claims a slot for one run: every process tries, the unique (job, slot) lets one of them through, however many there
 * are and whatever their clocks say. The row and the queue's entry are one transaction.
 */
export async function enqueueSlot(db: Database, queue: PgBoss, job: string, dueAt: Date): Promise<SlotOutcome> {
  const slot = dueAt.toISOString();
  try {
    return await transaction(db, async (tx) => {
      const [row] = await tx.rows(
        sql`
        with made as (
          insert into job_run (job, slot, due_at, status)
          select ${job}, ${slot}, ${dueAt}::timestamptz, 'queued' where ${dueAt}::timestamptz <= clock_timestamp()
          on conflict (job, slot) do nothing
          returning id)
        select (select id from made) as id, ${dueAt}::timestamptz <= clock_timestamp() as is_due`,
        Row,
      );
      if (!row?.id) return row?.is_due ? "taken" : "not_due";
      if (!(await sendRun(tx, queue, job, row.id))) throw stillWaiting;
      return "enqueued";
    });
  } catch (error) {
    if (error === stillWaiting) return "taken";
    throw error;
  }
}
