import { z } from "zod";
import { decideState } from "#lib/appliances/decide-state";
import { type ForecastRepository, readForecasts } from "#lib/appliances/read-forecasts";
import { column } from "#lib/core/columns";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import { formatBytes } from "#lib/universal/bytes";
import { condition, maxReplayPoints, type PastPoint, type PastRange, type PastSeries, type Reading } from "../condition.ts";
import { forecastPast } from "../past-capacity.ts";

const Params = z.strictObject({
  abovePercent: z.number().min(1).max(100).default(80),
  /** True as well when the forecast says that it is full within so many days. */
  fullWithinDays: z.number().int().min(1).max(365).optional(),
});
type Params = z.output<typeof Params>;

const dayMs = 86_400_000;
const Appliance = z.object({ id: z.string(), name: z.string(), last_report_at: column.instant.nullable() });
const Point = z.object({
  appliance_id: z.string(),
  repository_id: z.string(),
  name: z.string(),
  at: column.instant,
  total_bytes: column.bytes,
  used_bytes: column.bytes,
});
type Point = z.output<typeof Point>;

/** A repository of an appliance is nearly full, or will be. What a silent appliance last said is not known any more. */
export const kind = condition({
  kind: "storage_capacity",
  title: "Repository nearly full",
  source: "storage",
  params: Params,
  unit: "%",
  defaults: [
    {
      key: "storage-capacity-warning",
      name: "Repository nearly full",
      params: { abovePercent: 80 },
      severity: "warning",
      forSeconds: 0,
      clearSeconds: 300,
    },
    {
      key: "storage-capacity-critical",
      name: "Repository full",
      params: { abovePercent: 95 },
      severity: "critical",
      forSeconds: 0,
      clearSeconds: 300,
    },
  ],
  words: ({ abovePercent, fullWithinDays }) =>
    `a repository is more than ${abovePercent} % full${fullWithinDays ? `, or will be full within ${fullWithinDays} days` : ""}`,

  async read({ db, now }, rules) {
    const appliances = await db.rows(sql`select id, name, last_report_at from appliance order by name, id`, Appliance);
    const repositories = await readForecasts(
      db,
      now,
      appliances.map(({ id }) => id),
    );
    const byAppliance = Map.groupBy(repositories, ({ applianceId }) => applianceId);
    return new Map(
      rules.map(({ id, params }) => [
        id,
        appliances.flatMap((appliance) =>
          (byAppliance.get(appliance.id) ?? []).map((repository) => readingOf(params, repository, appliance, now)),
        ),
      ]),
    );
  },

  async replay({ db }, params, range): Promise<PastSeries[]> {
    const points = await db.rows(pointsWithin(range), Point);
    const before = params.fullWithinDays === undefined ? [] : await db.rows(daysBefore(range), Point);
    const daysOf = Map.groupBy(before, keyOf);
    return [...Map.groupBy(points, keyOf)].map(([id, own]) => ({
      resource: { type: "repository", id, name: own[0]?.name ?? id },
      points: pastOf(params, daysOf.get(id) ?? [], own),
    }));
  },
});

function keyOf({ appliance_id: applianceId, repository_id: repositoryId }: Point): string {
  return `${applianceId}/${repositoryId}`;
}

/** The range itself: quarters as far as they are kept, days where they are not. */
function pointsWithin({ from, to }: PastRange): Sql {
  return named(
    sql`select appliance_id, repository_id, at, total_bytes, used_bytes from appliance_capacity
      where at >= ${from}::timestamptz and at < ${to}::timestamptz
    union
    select appliance_id, repository_id, at, total_bytes, used_bytes from appliance_capacity_daily
      where at >= ${from}::timestamptz and at < ${to}::timestamptz`,
    sql`limit ${maxReplayPoints}`,
  );
}

/** The days that carry the trend into the range. */
function daysBefore({ from }: PastRange): Sql {
  return named(
    sql`select appliance_id, repository_id, at, total_bytes, used_bytes from appliance_capacity_daily
      where at >= ${from}::timestamptz - interval '30 days' and at < ${from}::timestamptz`,
    emptySql,
  );
}

function named(points: Sql, rest: Sql): Sql {
  return sql`select p.appliance_id, p.repository_id, a.name || ' / ' || coalesce(r.name, p.repository_id) as name, p.at, p.total_bytes, p.used_bytes
    from (${points}) p
    join appliance a on a.id = p.appliance_id
    left join appliance_repository r on r.appliance_id = p.appliance_id and r.repository_id = p.repository_id
    order by p.appliance_id, p.repository_id, p.at ${rest}`;
}

/** Each point as the rule would have seen it then, by the trend of the days before it. */
function pastOf(params: Params, before: readonly Point[], own: readonly Point[]): PastPoint[] {
  const told = [...before, ...own].map(({ at, total_bytes: totalBytes, used_bytes: usedBytes }) => ({ at, totalBytes, usedBytes }));
  const forecasts = params.fullWithinDays === undefined ? [] : forecastPast(told).slice(before.length);
  return own.map(({ at, total_bytes: totalBytes, used_bytes: usedBytes }, index) => {
    const value = percentOf(usedBytes, totalBytes);
    return { at, value, observation: isTrue(params, value, forecasts[index] ?? null, at) ? "true" : "false" };
  });
}

function isTrue({ abovePercent, fullWithinDays }: Params, percent: number, fullAt: string | null, now: Date): boolean {
  if (percent > abovePercent) return true;
  return fullWithinDays !== undefined && fullAt !== null && Date.parse(fullAt) - now.getTime() <= fullWithinDays * dayMs;
}

/** One decimal; a repository without room is full. */
function percentOf(used: bigint, total: bigint): number {
  return total > 0n ? Number((used * 1_000n) / total) / 10 : 100;
}

function readingOf(params: Params, repository: ForecastRepository, appliance: z.output<typeof Appliance>, now: Date): Reading {
  const { id, name, usedBytes, totalBytes, forecast } = repository;
  const percent = percentOf(usedBytes, totalBytes);
  const isKnown = decideState(appliance.last_report_at, now) === "reporting";
  const observation = !isKnown ? "no_data" : isTrue(params, percent, forecast.fullAt, now) ? "true" : "false";
  const when =
    forecast.reason === "filling" && forecast.fullAt ? `; full about ${forecast.fullAt.slice(0, 10)} if it goes on like this` : "";
  return {
    resource: { type: "repository", id: `${appliance.id}/${id}`, name: `${appliance.name} / ${name}` },
    observation,
    value: percent,
    message: isKnown
      ? `${name} of ${appliance.name} is ${percent.toFixed(1)} % full: ${formatBytes(usedBytes)} of ${formatBytes(totalBytes)}${when}`
      : `${appliance.name} has not reported; ${name} was ${percent.toFixed(1)} % full when it last did`,
    labels: { appliance_id: appliance.id, appliance: appliance.name },
  };
}
