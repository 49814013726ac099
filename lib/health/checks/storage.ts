import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { defineCheck } from "../check.ts";

const fullPercent = 95;

interface StorageReading {
  appliances: number;
  repositories: number;
  activeRepositories: number;
  /** The fullest of the active ones; null without one that tells its size. */
  fullest: { name: string; percent: number } | null;
}

const Counts = z.object({ appliances: column.count, repositories: column.count, active: column.count });
const Fullest = z.object({ name: z.string(), percent: z.number() });

/** What appliances have reported of their repositories. Without appliances there is no such component. */
export const storageCheck = defineCheck<StorageReading>({
  name: "storage",
  needsDatabase: true,

  async read({ db }) {
    const [counts] = await db.rows(
      sql`select (select count(*) from appliance) as appliances, count(*) as repositories, count(*) filter (where is_active) as active
      from appliance_repository`,
      Counts,
    );
    if (!counts || counts.appliances === 0) return undefined;
    const [fullest] = await db.rows(
      sql`select r.name, r.used_bytes * 100.0::double precision / r.total_bytes as percent from appliance_repository r
      where r.is_active and r.total_bytes > 0 order by percent desc, r.name limit 1`,
      Fullest,
    );
    const { appliances, repositories, active: activeRepositories } = counts;
    return { appliances, repositories, activeRepositories, fullest: fullest ?? null };
  },

  decide({ appliances, repositories, activeRepositories, fullest }) {
    const fullestPercent = fullest === null ? null : Math.round(fullest.percent * 10) / 10;
    const details = { appliances, repositories, activeRepositories, fullestPercent };
    if (repositories === 0) return { status: "degraded", message: "No appliance has reported a repository", details };
    if (activeRepositories === 0) return { status: "unhealthy", message: `None of ${repositories} repositories is active`, details };
    if (fullest !== null && fullest.percent > fullPercent)
      return { status: "degraded", message: `${fullest.name} is ${fullestPercent} % full (limit ${fullPercent} %)`, details };
    const full = fullest === null ? "" : `, the fullest at ${fullestPercent} %`;
    return { status: "healthy", message: `${activeRepositories} of ${repositories} repositories are active${full}`, details };
  },
});
