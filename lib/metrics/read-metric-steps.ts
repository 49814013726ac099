import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { readSettings } from "#lib/settings/read-settings";
import { tiers } from "./tiers.ts";

const Row = z.object({
  id: z.number(),
  labels: z.record(z.string(), z.string()),
  at: column.instant,
  avg: z.number(),
  min: z.number(),
  max: z.number(),
  last: z.number(),
});

/** A metric as a sliding window saw it at each stored step: known from the step's end on. */
export interface MetricSteps {
  labels: Record<string, string>;
  /** How far apart they are where nothing is missing. */
  stepSeconds: number;
  steps: { at: Date; avg: number; min: number; max: number; last: number }[];
}

/** The past of a metric through a window of so many minutes, in the finest resolution that is kept from the range's beginning on. */
export async function readMetricSteps(
  { db, now, log }: Pick<Context, "db" | "now" | "log">,
  name: string,
  { from, to }: { from: Date; to: Date },
  windowMinutes: number,
): Promise<MetricSteps[]> {
  const settings = await readSettings(db, log);
  const [fine, , coarse] = tiers;
  const tier = tiers.find((one) => one.keptFrom(settings, now) <= from) ?? coarse;
  const windowMs = windowMinutes * 60_000;
  const isFine = tier === fine;
  // A step of 5 minutes or an hour is written through its length: what it says was known when it ended.
  const endS = isFine ? 0 : tier.seconds;
  const figures = isFine ? sql`1 as points, value as total, value as low, value as high` : sql`points, total, low, high`;
  const rows = await db.rows(
    sql`select * from (
      select s.id, s.labels, p.at, sum(p.total) over w / sum(p.points) over w as avg, min(p.low) over w as min, max(p.high) over w as max,
        p.total / p.points as last
      from metric_series s, lateral (
        select at + make_interval(secs => ${endS}) as at, ${figures} from ${tier.table}
        where series_id = s.id and at >= ${new Date(from.getTime() - windowMs - endS * 1000)}::timestamptz and at < ${to}::timestamptz) p
      where s.name = ${name} and s.last_at >= ${from}::timestamptz
      window w as (partition by s.id order by p.at range between make_interval(mins => ${windowMinutes}) preceding and current row)) q
    where at >= ${from}::timestamptz and at < ${to}::timestamptz order by id, at`,
    Row,
  );
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((own) => ({
    labels: own[0]?.labels ?? {},
    stepSeconds: tier.seconds,
    steps: own,
  }));
}
