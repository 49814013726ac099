import { z } from "zod";
import { forecastFull } from "#lib/appliances/forecast-full";
import type { Forecast } from "#lib/appliances/schema";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

const Row = z.object({
  appliance_id: z.string(),
  repository_id: z.string(),
  name: z.string(),
  total_bytes: column.bytes,
  used_bytes: column.bytes,
  is_active: z.boolean(),
  points: z.array(z.tuple([z.number(), z.string()])),
});

export interface ForecastRepository {
  applianceId: string;
  id: string;
  name: string;
  totalBytes: bigint;
  usedBytes: bigint;
  isActive: boolean;
  forecast: Forecast;
}

/** Repositories of these appliances by name, each with its forecast from the daily points of the last 30 days. */
export async function readForecasts(
  db: Pick<SqlTransaction, "rows">,
  now: Date,
  applianceIds: readonly string[],
): Promise<ForecastRepository[]> {
  const rows = await db.rows(
    sql`
    select r.appliance_id, r.repository_id, r.name, r.total_bytes, r.used_bytes, r.is_active, coalesce(past.points, '[]'::jsonb) as points
    from appliance_repository r
    left join lateral (
      select jsonb_agg(jsonb_build_array(extract(epoch from d.at), d.used_bytes::text) order by d.at) as points
      from appliance_capacity_daily d
      where d.appliance_id = r.appliance_id and d.repository_id = r.repository_id
        and d.bucket >= ${now}::timestamptz - interval '31 days' and d.bucket <= ${now}::timestamptz) past on true
    where r.appliance_id = any(${[...applianceIds]}::uuid[]) order by r.name, r.repository_id`,
    Row,
  );
  return rows.map((row) => ({
    applianceId: row.appliance_id,
    id: row.repository_id,
    name: row.name,
    totalBytes: row.total_bytes,
    usedBytes: row.used_bytes,
    isActive: row.is_active,
    forecast: forecastFull(
      row.points.map(([seconds, used]) => ({ at: new Date(seconds * 1000), usedBytes: BigInt(used) })),
      row.total_bytes,
      row.used_bytes,
      now,
    ),
  }));
}
