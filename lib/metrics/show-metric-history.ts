import { z } from "zod";
import { operation } from "#lib/auth/operation";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { readSettings } from "#lib/settings/read-settings";
import { metrics } from "./catalogue.ts";
import { pickTier, type Resolution } from "./pick-tier.ts";
import { MetricHistory, MetricHistoryInput } from "./schema.ts";

const dayMs = 86_400_000;
const maxRangeDays = 400;
const mostSeries = 20;

const Row = z.object({
  series_id: z.number(),
  labels: z.record(z.string(), z.string()),
  at_s: z.number(),
  low: z.number(),
  mean: z.number(),
  high: z.number(),
});

/**
 * One metric over a range, in the stored resolution that suits it.
 * @throws DomainError validation_failed for a name that no metric has, and for a range that cannot be
 */
export const showMetricHistory = operation(
  {
    name: "showMetricHistory",
    summary: "A metric over time: least, mean and most of each step",
    policy: "monitoring:read",
    input: MetricHistoryInput,
    output: MetricHistory,
  },
  async ({ db, now, log }, { name, points, ...asked }) => {
    const metric = metrics.get(name);
    if (!metric) throw impossible("name", `there is no metric ${JSON.stringify(name)}; GET /api/v1/monitoring/metrics shows all`);
    const to = asked.to === undefined ? now : new Date(asked.to);
    const from = asked.from === undefined ? new Date(to.getTime() - dayMs) : new Date(asked.from);
    if (from >= to) throw impossible("from", "the range must not be empty: from before to");
    if (to.getTime() - from.getTime() > maxRangeDays * dayMs) throw impossible("from", `the range must be at most ${maxRangeDays} days`);
    const resolution = pickTier({ from, to, points }, await readSettings(db, log), now);
    const rows = await readSteps(db, name, { from, to }, resolution);
    const bySeries = Map.groupBy(rows, (row) => row.series_id);
    return {
      name,
      title: metric.title,
      unit: metric.unit,
      from: from.toISOString(),
      to: to.toISOString(),
      tier: resolution.tier.name,
      stepSeconds: resolution.stepSeconds,
      series: [...bySeries.values()].map((steps) => ({
        labels: steps[0]?.labels ?? {},
        points: steps.map(({ at_s, low, mean, high }) => ({ at: new Date(at_s * 1000).toISOString(), min: low, avg: mean, max: high })),
      })),
    };
  },
);

function readSteps(db: Database, name: string, { from, to }: { from: Date; to: Date }, { tier, stepSeconds }: Resolution) {
  const figures =
    tier.name === "30s"
      ? sql`min(p.value) as low, avg(p.value) as mean, max(p.value) as high`
      : sql`min(p.low) as low, sum(p.total) / sum(p.points) as mean, max(p.high) as high`;
  return db.rows(
    sql`select s.id as series_id, s.labels, q.* from (
        select id, labels, last_at from metric_series
        where name = ${name} and last_at >= ${from}::timestamptz order by last_at desc, id limit ${mostSeries}) s,
      lateral (
        select (floor(extract(epoch from p.at) / ${stepSeconds}::double precision) * ${stepSeconds}::double precision)::double precision as at_s, ${figures}
        from ${tier.table} p where p.series_id = s.id and p.at >= ${from}::timestamptz and p.at < ${to}::timestamptz group by 1) q
    order by s.last_at desc, s.id, q.at_s`,
    Row,
  );
}

function impossible(path: string, detail: string): DomainError {
  return new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "invalid_value", detail }] });
}
