import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({
  targets: column.count,
  luns: column.count,
  initiators: column.count,
  active: column.count,
  unreported: column.count,
});

/** SCST targets of all appliances; unknown while one of them has never sent its inventory. */
export const scst = group({
  name: "scst",
  title: "SCST",
  label: null,
  metrics: {
    totalTargets: { title: "Targets", unit: "count" },
    totalLuns: { title: "LUNs", unit: "count" },
    totalInitiators: { title: "Initiators", unit: "count" },
    activeTargets: { title: "Enabled targets", unit: "count" },
  },
  async read({ db }) {
    const [row] = await db.rows(
      sql`select count(t) as targets, coalesce(sum(jsonb_array_length(t -> 'luns')), 0) as luns,
        coalesce(sum(jsonb_array_length(t -> 'initiators')), 0) as initiators, count(t) filter (where (t ->> 'isEnabled')::boolean) as active,
        (select count(*) from appliance where inventory is null) as unreported
      from appliance a cross join lateral jsonb_array_elements(a.inventory -> 'scst' -> 'targets') t`,
      Row,
    );
    if (!row || row.unreported > 0) return [];
    return only({ totalTargets: row.targets, totalLuns: row.luns, totalInitiators: row.initiators, activeTargets: row.active });
  },
});
