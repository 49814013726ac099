import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({ active: column.count, waiting: column.count, events: column.count, dead: column.count });

export const packages = group({
  name: "packages",
  title: "Packages",
  label: null,
  metrics: {
    active: { title: "Active packages", unit: "count" },
    waiting: { title: "Packages that wait", unit: "count" },
    queuedEvents: { title: "Billing events that wait", unit: "count" },
    deadEvents: { title: "Billing events that failed for good", unit: "count" },
  },
  async read({ db }) {
    const [row] = await db.rows(
      sql`select coalesce(sum(items) filter (where status = 'active'), 0) as active,
        coalesce(sum(items) filter (where status = 'in_queue'), 0) as waiting,
        (select count(*) from billing_event where state = 'queued') as events, (select count(*) from billing_event where state = 'dead') as dead
      from (select status, items from package_queue_count union all select status, change from package_queue_change) c`,
      Row,
    );
    return row ? only({ active: row.active, waiting: row.waiting, queuedEvents: row.events, deadEvents: row.dead }) : [];
  },
});
