import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { defineCheck } from "../check.ts";

interface ScstReading {
  targets: number;
  enabledTargets: number;
}

const Row = z.object({ targets: column.count, enabled: column.count });

/** The SCSI targets that appliances have reported. Without any there is no such component. */
export const scstCheck = defineCheck<ScstReading>({
  name: "scst",
  needsDatabase: true,

  async read({ db }) {
    const [row] = await db.rows(
      sql`select count(*) as targets, count(*) filter (where target ->> 'isEnabled' = 'true') as enabled
      from appliance a, jsonb_path_query(a.inventory, '$.scst.targets[*]') as target`,
      Row,
    );
    return row && row.targets > 0 ? { targets: row.targets, enabledTargets: row.enabled } : undefined;
  },

  decide({ targets, enabledTargets }) {
    const details = { targets, enabledTargets };
    const message = `${enabledTargets} of ${targets} targets are enabled`;
    return { status: enabledTargets === 0 ? "unhealthy" : "healthy", message, details };
  },
});
