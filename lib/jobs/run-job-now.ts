import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { enqueueJob } from "#lib/jobs/enqueue-job";
import { jobQueue, jobWakers } from "#lib/jobs/queue";
import { RunJobNowInput, RunJobNowOutput } from "#lib/jobs/schema";

/**
 * Asks for a run beside the schedule. While a run of the job waits to be started, that one is the answer.
 * @throws DomainError not_found; database_unavailable while no process has ever run jobs
 */
export const runJobNow = operation(
  { name: "runJobNow", summary: "Run a job now", policy: "settings:write", input: RunJobNowInput, output: RunJobNowOutput },
  async (ctx, { name }) => {
    const [known] = await ctx.db.rows(sql`select name from job_definition where name = ${name}`, z.object({ name: z.string() }));
    if (!known) throw notFound("Job");
    const queue = await jobQueue(ctx.db);
    const { runId } = await transaction(ctx.db, async (tx) => {
      const run = await enqueueJob(tx, { queue, job: name, now: ctx.now, requestedBy: ctx.actor.label });
      if (!run.isNew)
        await tx.execute(sql`update job_run set requested_by = coalesce(requested_by, ${ctx.actor.label}) where id = ${run.runId}::uuid`);
      await audit(tx, ctx, { action: "job.run", subjectKind: "job", subjectId: name, after: { runId: run.runId } });
      return run;
    });
    jobWakers().get(name)?.();
    return { runId };
  },
);
