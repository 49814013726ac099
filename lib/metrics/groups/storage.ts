import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({
  disks: column.count.nullable(),
  repositories: column.count,
  total: z.number(),
  used: z.number(),
  unreported: column.count,
});

/** Of all appliances. One that never sent its inventory makes the sums unknown: what it has is missing in them. */
export const storage = group({
  name: "storage",
  title: "Storage",
  label: null,
  metrics: {
    totalDisks: { title: "Disks", unit: "count" },
    totalRepositories: { title: "Repositories", unit: "count" },
    totalCapacityBytes: { title: "Capacity", unit: "bytes" },
    usedCapacityBytes: { title: "Capacity in use", unit: "bytes" },
    availableBytes: { title: "Capacity left", unit: "bytes" },
    usagePercent: { title: "Capacity in use", unit: "percent" },
  },
  async read({ db }) {
    const [row] = await db.rows(
      sql`select a.*, r.* from (
        select coalesce(sum(jsonb_array_length(inventory -> 'disks')), 0) as disks, count(*) filter (where inventory is null) as unreported
        from appliance) a, (
        select count(*) as repositories, coalesce(sum(total_bytes), 0)::double precision as total,
          coalesce(sum(used_bytes), 0)::double precision as used
        from appliance_repository) r`,
      Row,
    );
    if (!row || row.unreported > 0) return [];
    return only({
      totalDisks: row.disks,
      totalRepositories: row.repositories,
      totalCapacityBytes: row.total,
      usedCapacityBytes: row.used,
      availableBytes: Math.max(0, row.total - row.used),
      usagePercent: row.total > 0 ? (row.used / row.total) * 100 : null,
    });
  },
});
