import { type Sql, sql } from "#lib/core/sql";
import type { Settings } from "#lib/settings/declarations";
import { keptFrom } from "#lib/settings/kept-from";

/** One resolution of the history. */
export interface Tier {
  name: "30s" | "5m" | "1h";
  seconds: number;
  table: Sql;
  /** Before this instant there is nothing any more. */
  keptFrom(settings: Settings, now: Date): Date;
}

/** Finest first. */
export const tiers: readonly [Tier, Tier, Tier] = [
  {
    name: "30s",
    seconds: 30,
    table: sql`metric_point`,
    keptFrom: (settings, now) => keptFrom(now, settings["metrics.fineHours"] / 24),
  },
  { name: "5m", seconds: 300, table: sql`metric_point_5m`, keptFrom: (settings, now) => keptFrom(now, settings["metrics.middleDays"]) },
  { name: "1h", seconds: 3_600, table: sql`metric_point_1h`, keptFrom: (settings, now) => keptFrom(now, settings["metrics.coarseDays"]) },
];
