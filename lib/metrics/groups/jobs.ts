import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({
  queued: column.count,
  running: column.count,
  oldest_s: z.number(),
  succeeded: column.count,
  failed: column.count,
});

export const jobs = group({
  name: "jobs",
  title: "Jobs",
  label: null,
  metrics: {
    queued: { title: "Runs that wait", unit: "count" },
    running: { title: "Runs under way", unit: "count" },
    oldestQueuedSeconds: { title: "Longest wait", unit: "seconds" },
    succeededLastHour: { title: "Runs that succeeded, last hour", unit: "count" },
    failedLastHour: { title: "Runs that failed, last hour", unit: "count" },
  },
  async read({ db, now }) {
    const [row] = await db.rows(
      sql`select o.*, h.* from (
        select count(*) filter (where status = 'queued') as queued, count(*) filter (where status = 'running') as running,
          coalesce(greatest(0, extract(epoch from ${now}::timestamptz - min(due_at) filter (where status = 'queued'))), 0)::double precision as oldest_s
        from job_run where status in ('queued', 'running')) o, (
        select count(*) filter (where status = 'succeeded') as succeeded, count(*) filter (where status = 'failed') as failed
        from job_run where due_at > ${now}::timestamptz - interval '1 hour') h`,
      Row,
    );
    if (!row) return [];
    const { queued, running, oldest_s: oldestQueuedSeconds, succeeded, failed } = row;
    return only({ queued, running, oldestQueuedSeconds, succeededLastHour: succeeded, failedLastHour: failed });
  },
});
