import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { JobRunList, ListJobRunsInput } from "#lib/jobs/schema";
import { cutPage } from "#lib/universal/paging";
import { RunRow, runColumns, viewRun } from "./internal/run-rows.ts";

const Place = z.tuple([z.iso.datetime(), z.uuid()]);

/** History of one job, latest first. Successes of jobs that run all the time are kept for 2 days, everything else for 30. */
export const listJobRuns = operation(
  {
    name: "listJobRuns",
    summary: "Past runs of a job, latest first",
    policy: "settings:read",
    input: ListJobRunsInput,
    output: JobRunList,
  },
  async (ctx, { name, status, limit, cursor }) => {
    const [known] = await ctx.db.rows(sql`select name from job_definition where name = ${name}`, z.object({ name: z.string() }));
    if (!known) throw notFound("Job");
    const place = readCursor(cursor, Place);
    const after = place ? sql`and (r.due_at, r.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : emptySql;
    const only = status ? sql`and r.status = ${status}` : emptySql;
    const rows = await ctx.db.rows(
      sql`select ${runColumns} from job_run r where r.job = ${name} ${only} ${after} order by r.due_at desc, r.id desc limit ${limit + 1}`,
      RunRow,
    );
    return cutPage(rows.map(viewRun), limit, (run) => [run.dueAt, run.id]);
  },
);
