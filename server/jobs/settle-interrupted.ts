import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { commandHolds } from "./job-lock.ts";

const Row = z.object({ id: z.uuid(), job: z.string() });

/**
 * A process that is killed leaves its run's row as it was. The queue notices by the missing heartbeat and either tries
 * again or gives up; whatever it gave up is recorded here as failed, so that nothing is "running" for ever. An operator's
 * command is not in the queue: it lives as long as it holds its job.
 */
export async function settleInterrupted(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const rows = await tx.rows(
      sql`
      update job_run set status = 'failed', finished_at = clock_timestamp(),
        error = coalesce(error, 'Interrupted: the process that ran it went away')
      where status in ('queued', 'running') and not exists (
        select from jobs.job where job.name = job_run.job and job.id = job_run.id and job.state in ('created', 'retry', 'active'))
        and not ${commandHolds(sql`job_run.job`)}
      returning id, job`,
      Row,
    );
    for (const row of rows)
      publish(tx, new Date(), "job:finished", ["permission:settings:read"], { job: row.job, runId: row.id, status: "failed" });
    return rows.length;
  });
}
