import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({
  pending: column.count,
  running: column.count,
  completed: column.count,
  failed: column.count,
  mean_s: z.number().nullable(),
});

/** Tasks of appliances: those that are open, and those that ended within the last 24 hours. */
export const tasks = group({
  name: "tasks",
  title: "Tasks",
  label: null,
  metrics: {
    total: { title: "Tasks", unit: "count" },
    pending: { title: "Pending", unit: "count" },
    running: { title: "Running", unit: "count" },
    completed: { title: "Completed, last 24 h", unit: "count" },
    failed: { title: "Failed, last 24 h", unit: "count" },
    avgDurationSeconds: { title: "Mean duration of those completed in 24 h", unit: "seconds" },
  },
  async read({ db, now }) {
    const [row] = await db.rows(
      sql`select count(*) filter (where status = 'pending') as pending, count(*) filter (where status = 'running') as running,
        count(*) filter (where status = 'completed') as completed, count(*) filter (where status = 'failed') as failed,
        avg(extract(epoch from ended_at - started_at)) filter (where status = 'completed' and ended_at >= started_at)::double precision as mean_s
      from (
        select status, started_at, ended_at from appliance_task where status in ('pending', 'running')
        union all
        select status, started_at, ended_at from appliance_task where finished_at > ${now}::timestamptz - interval '24 hours') t`,
      Row,
    );
    if (!row) return [];
    const { pending, running, completed, failed, mean_s: avgDurationSeconds } = row;
    return only({ total: pending + running + completed + failed, pending, running, completed, failed, avgDurationSeconds });
  },
});
