import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({
  critical: column.count,
  warning: column.count,
  info: column.count,
  acknowledged: column.count,
  muted: column.count,
});

/** Alerts that fire, as the last evaluation left them. */
export const alerts = group({
  name: "alerts",
  title: "Alerts",
  label: null,
  metrics: {
    firingCritical: { title: "Critical", unit: "count" },
    firingWarning: { title: "Warning", unit: "count" },
    firingInfo: { title: "Info", unit: "count" },
    acknowledged: { title: "Acknowledged", unit: "count" },
    muted: { title: "Muted", unit: "count" },
  },
  async read({ db }) {
    const [row] = await db.rows(
      sql`select count(*) filter (where severity = 'critical') as critical, count(*) filter (where severity = 'warning') as warning,
        count(*) filter (where severity = 'info') as info, count(*) filter (where acknowledged_at is not null) as acknowledged,
        count(*) filter (where muted_by is not null) as muted
      from alert where status = 'firing'`,
      Row,
    );
    if (!row) return [];
    const { critical, warning, info, acknowledged, muted } = row;
    return only({ firingCritical: critical, firingWarning: warning, firingInfo: info, acknowledged, muted });
  },
});
