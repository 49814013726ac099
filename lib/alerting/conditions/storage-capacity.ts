import { z } from "zod";
import { decideState } from "#lib/appliances/decide-state";
import { forecastFull } from "#lib/appliances/forecast-full";
import { type ForecastRepository, readForecasts } from "#lib/appliances/read-forecasts";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { formatBytes } from "#lib/universal/bytes";
import { condition, type PastSeries, type Reading } from "../condition.ts";

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

  async replay({ db }, params, { from, to }): Promise<PastSeries[]> {
    // Days carry the trend before the range, quarters the range itself as far as they are kept.
    const points = await db.rows(
      sql`select p.appliance_id, p.repository_id, a.name || ' / ' || coalesce(r.name, p.repository_id) as name, p.at, p.total_bytes, p.used_bytes
      from (
        select appliance_id, repository_id, at, total_bytes, used_bytes from appliance_capacity
          where at >= ${from}::timestamptz and at < ${to}::timestamptz
        union
        select appliance_id, repository_id, at, total_bytes, used_bytes from appliance_capacity_daily
          where at >= ${from}::timestamptz - interval '30 days' and at < ${to}::timestamptz) p
      join appliance a on a.id = p.appliance_id
      left join appliance_repository r on r.appliance_id = p.appliance_id and r.repository_id = p.repository_id
      order by p.appliance_id, p.repository_id, p.at`,
      Point,
    );
    return [...Map.groupBy(points, (point) => `${point.appliance_id}/${point.repository_id}`)].map(([id, own]) => ({
      resource: { type: "repository", id, name: own[0]?.name ?? id },
      points: own.flatMap((point, index) => {
        if (point.at < from) return [];
        const value = percentOf(point.used_bytes, point.total_bytes);
        const past = params.fullWithinDays ? own.slice(0, index + 1).map(({ at, used_bytes: usedBytes }) => ({ at, usedBytes })) : [];
        const { fullAt } = forecastFull(past, point.total_bytes, point.used_bytes, point.at);
        return [{ at: point.at, value, observation: isTrue(params, value, fullAt, point.at) ? ("true" as const) : ("false" as const) }];
      }),
    }));
  },
});

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
