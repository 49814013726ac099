import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { JobRunView, ShowJobRunInput } from "#lib/jobs/schema";
import { RunRow, runColumns, viewRun } from "./internal/run-rows.ts";

/** @throws DomainError not_found */
export const showJobRun = operation(
  { name: "showJobRun", summary: "One run of a job", policy: "settings:read", input: ShowJobRunInput, output: JobRunView },
  async (ctx, { runId }) => {
    const [row] = await ctx.db.rows(sql`select ${runColumns} from job_run r where r.id = ${runId}::uuid`, RunRow);
    if (!row) throw notFound("Run");
    return viewRun(row);
  },
);
