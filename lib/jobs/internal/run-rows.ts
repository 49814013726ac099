import { z } from "zod";
import { type Sql, sql } from "#lib/core/sql";
import { JobRunStatus, type JobRunView } from "#lib/jobs/schema";

/** The columns of `job_run` that a view shows, under an alias `r`. */
export const runColumns: Sql = sql`r.id, r.job, r.status, r.due_at, r.started_at, r.finished_at, r.attempt, r.result, r.error, r.requested_by`;

export const RunRow = z.object({
  id: z.uuid(),
  job: z.string(),
  status: JobRunStatus,
  due_at: z.date(),
  started_at: z.date().nullable(),
  finished_at: z.date().nullable(),
  attempt: z.number().int(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  requested_by: z.string().nullable(),
});
export type RunRow = z.output<typeof RunRow>;

export function viewRun(row: RunRow): JobRunView {
  return {
    id: row.id,
    job: row.job,
    status: row.status,
    dueAt: row.due_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    durationMs: durationMs(row),
    attempt: row.attempt,
    result: row.result,
    error: row.error,
    requestedBy: row.requested_by,
  };
}

/** How long a run that ended took; null while it has not. */
export function durationMs(row: Pick<RunRow, "started_at" | "finished_at">): number | null {
  return row.started_at && row.finished_at ? row.finished_at.getTime() - row.started_at.getTime() : null;
}
