import { z } from "zod";
import { decideState } from "#lib/appliances/decide-state";
import { type ForecastRepository, readForecasts } from "#lib/appliances/read-forecasts";
import type { Appliance } from "#lib/appliances/schema";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { Reader } from "./reader.ts";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  created_at: column.instant,
  last_report_at: column.instant.nullable(),
  inventory_changed_at: column.instant.nullable(),
  open_tasks: column.count,
  failed_tasks: column.count,
});

/** Appliances as admins see them, with their repositories. `where`, then order and limit over `a`. Two queries. */
export async function readAppliances(
  db: Reader,
  now: Date,
  query: { where: Sql; page: Sql },
): Promise<{ view: Appliance; repositories: ForecastRepository[] }[]> {
  const rows = await db.rows(
    sql`
    select a.id, a.name, a.created_at, a.last_report_at, a.inventory_changed_at,
      (select count(*) from appliance_task t where t.appliance_id = a.id and t.status in ('pending', 'running')) as open_tasks,
      (select count(*) from appliance_task t where t.appliance_id = a.id and t.status = 'failed'
        and t.finished_at > ${now}::timestamptz - interval '24 hours') as failed_tasks
    from appliance a where ${query.where} ${query.page}`,
    Row,
  );
  const repositories = await readForecasts(
    db,
    now,
    rows.map(({ id }) => id),
  );
  const byAppliance = Map.groupBy(repositories, ({ applianceId }) => applianceId);
  return rows.map((row) => {
    const own = byAppliance.get(row.id) ?? [];
    return { view: viewOf(row, own, now), repositories: own };
  });
}

function viewOf(row: z.output<typeof Row>, repositories: readonly ForecastRepository[], now: Date): Appliance {
  return {
    id: row.id,
    name: row.name,
    state: decideState(row.last_report_at, now),
    createdAt: row.created_at.toISOString(),
    lastReportAt: row.last_report_at?.toISOString() ?? null,
    inventoryChangedAt: row.inventory_changed_at?.toISOString() ?? null,
    repositoryCount: repositories.length,
    totalBytes: String(repositories.reduce((sum, { totalBytes }) => sum + totalBytes, 0n)),
    usedBytes: String(repositories.reduce((sum, { usedBytes }) => sum + usedBytes, 0n)),
    nextFull: nextFullOf(repositories),
    openTasks: row.open_tasks,
    failedTasks: row.failed_tasks,
  };
}

function nextFullOf(repositories: readonly ForecastRepository[]): Appliance["nextFull"] {
  const known = repositories.flatMap(({ id, name, forecast: { fullAt } }) => (fullAt === null ? [] : [{ repositoryId: id, name, fullAt }]));
  return known.reduce<Appliance["nextFull"]>((first, one) => (first === null || one.fullAt < first.fullAt ? one : first), null);
}
