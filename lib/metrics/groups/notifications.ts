import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({ waiting: column.count, dead: column.count, oldest_s: z.number(), paused: column.count });

export const notifications = group({
  name: "notifications",
  title: "Notifications",
  label: null,
  metrics: {
    waiting: { title: "Messages that wait", unit: "count" },
    dead: { title: "Messages given up", unit: "count" },
    oldestWaitingSeconds: { title: "Longest wait", unit: "seconds" },
    pausedTargets: { title: "Paused targets", unit: "count" },
  },
  async read({ db, now }) {
    const [row] = await db.rows(
      sql`select count(*) as waiting,
        coalesce(greatest(0, extract(epoch from ${now}::timestamptz - min(created_at))), 0)::double precision as oldest_s,
        (select count(*) from delivery where state = 'dead') as dead,
        (select count(*) from notification_target where paused_at is not null) as paused
      from delivery where state = 'waiting'`,
      Row,
    );
    return row ? only({ waiting: row.waiting, dead: row.dead, oldestWaitingSeconds: row.oldest_s, pausedTargets: row.paused }) : [];
  },
});
