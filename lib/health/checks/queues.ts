import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { defineCheck } from "../check.ts";

/** All queues together. */
const pendingLimit = 1_000;
/** Counting ends here: a queue of a million is not counted to the end to know that it is too long. */
const countUpTo = 10_000;

interface QueuesReading {
  billingEvents: number;
  deliveries: number;
  jobRuns: number;
  deadEvents: number;
}

const Row = z.object({ billing_events: column.count, deliveries: column.count, job_runs: column.count, dead_events: column.count });

/** Work that waits: events for billing, messages for outside systems, runs of jobs. */
export const queuesCheck = defineCheck<QueuesReading>({
  name: "queues",
  needsDatabase: true,

  async read({ db }) {
    const [row] = await db.rows(
      sql`select
        (select count(*) from (select 1 from billing_event where state = 'queued' limit ${countUpTo}) q) as billing_events,
        (select count(*) from (select 1 from billing_event where state = 'dead' limit ${countUpTo}) q) as dead_events,
        (select count(*) from (select 1 from delivery where state = 'waiting' limit ${countUpTo}) q) as deliveries,
        (select count(*) from (select 1 from job_run where status = 'queued' limit ${countUpTo}) q) as job_runs`,
      Row,
    );
    if (!row) throw new Error("The queues were not counted");
    return { billingEvents: row.billing_events, deliveries: row.deliveries, jobRuns: row.job_runs, deadEvents: row.dead_events };
  },

  decide({ billingEvents, deliveries, jobRuns, deadEvents }) {
    const pending = billingEvents + deliveries + jobRuns;
    const details = { pending, billingEvents, deliveries, jobRuns, deadEvents };
    const message = `${pending} pending: ${billingEvents} billing events, ${deliveries} deliveries, ${jobRuns} runs of jobs`;
    return pending >= pendingLimit
      ? { status: "degraded", message: `${message} (limit ${pendingLimit})`, details }
      : { status: "healthy", message, details };
  },
});
