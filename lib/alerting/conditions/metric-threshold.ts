import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { metrics } from "#lib/metrics/catalogue";
import { type MetricSteps, readMetricSteps } from "#lib/metrics/read-metric-steps";
import { condition, type PastPoint, type PastSeries, type Reading, type Resource } from "../condition.ts";

const aggregates = { avg: "mean", min: "least", max: "most", last: "last" } as const;
const comparisons = {
  ">": (value: number, threshold: number) => value > threshold,
  ">=": (value: number, threshold: number) => value >= threshold,
  "<": (value: number, threshold: number) => value < threshold,
  "<=": (value: number, threshold: number) => value <= threshold,
} as const;

const Params = z.strictObject({
  /** As `GET /api/v1/monitoring/metrics` nests it. */
  metric: z
    .string()
    .refine((name) => metrics.has(name), "there is no metric of this name")
    .default("system.cpuUsagePercent"),
  comparison: z.enum([">", ">=", "<", "<="]).default(">"),
  /** In the metric's own unit; percent is of 100. */
  threshold: z.number().default(90),
  aggregate: z.enum(["avg", "min", "max", "last"]).default("avg"),
  windowMinutes: z.number().int().min(1).max(1_440).default(5),
});
type Params = z.output<typeof Params>;

const Row = z.object({
  name: z.string(),
  minutes: column.count,
  labels: z.record(z.string(), z.string()),
  avg: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  last: z.number().nullable(),
});
type Row = z.output<typeof Row>;

/** Any stored metric against a figure. Each host and process is a resource of its own; what is not collected is not known. */
export const kind = condition({
  kind: "metric_threshold",
  title: "Metric beyond a threshold",
  source: "system",
  params: Params,
  unit: "",
  defaults: [],
  words: ({ metric, comparison, threshold, aggregate, windowMinutes }) =>
    `the ${aggregates[aggregate]} of ${metric} over ${windowMinutes} min is ${comparison} ${threshold}${unitOf(metric)}`,

  worse: ({ comparison }) => (comparison.startsWith("<") ? Math.min : Math.max),

  async read({ db, now }, rules) {
    const windows = [...new Set(rules.map(({ params }) => windowKey(params)))].map((key) => {
      const [name, minutes] = key.split(" ");
      return { name, minutes: Number(minutes) };
    });
    // Rules of the same metric and window share a row, and all rules one query. A series is forgotten a day after its end.
    const rows = await db.rows(
      sql`select w.name, w.minutes, s.labels, p.* from jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) as w(name text, minutes integer)
      join metric_series s on s.name = w.name and s.last_at > ${now}::timestamptz - interval '1 day',
      lateral (
        select avg(value) as avg, min(value) as min, max(value) as max, (array_agg(value order by at desc))[1] as last from metric_point
        where series_id = s.id and at > ${now}::timestamptz - make_interval(mins => w.minutes) and at <= ${now}::timestamptz) p
      order by w.name, w.minutes, s.id`,
      Row,
    );
    const byWindow = Map.groupBy(rows, ({ name, minutes }) => `${name} ${minutes}`);
    return new Map(rules.map(({ id, params }) => [id, readingsOf(params, byWindow.get(windowKey(params)) ?? [])]));
  },

  async replay(ctx, params, range): Promise<PastSeries[]> {
    const series = await readMetricSteps(ctx, params.metric, range, params.windowMinutes);
    return series.map((past) => ({ resource: resourceOf(params.metric, past.labels), points: pastOf(params, past, range.to) }));
  },
});

const windowKey = ({ metric, windowMinutes }: Params) => `${metric} ${windowMinutes}`;

function unitOf(metric: string): string {
  const unit = metrics.get(metric)?.unit;
  const words = { bytes: " B", bytes_per_second: " B/s", percent: " %", seconds: " s", milliseconds: " ms", per_second: "/s" } as const;
  return unit === undefined || unit === "count" || unit === "load" ? "" : words[unit];
}

function resourceOf(metric: string, labels: Readonly<Record<string, string>>): Resource {
  const owner = Object.values(labels).join(" ");
  return { type: "metric", id: owner ? `${metric}@${owner}` : metric, name: owner ? `${metric} of ${owner}` : metric };
}

/** A metric that nothing was ever collected of is one resource, of which nothing is known. */
function readingsOf(params: Params, rows: readonly Row[]): Reading[] {
  const found: readonly (Pick<Row, "labels"> & Partial<Row>)[] = rows.length === 0 ? [{ labels: {} }] : rows;
  return found.map((row) => {
    const value = row[params.aggregate] ?? null;
    const resource = resourceOf(params.metric, row.labels);
    const words = `${aggregates[params.aggregate]} over ${params.windowMinutes} min`;
    return {
      resource,
      observation: observe(params, value),
      value,
      message:
        value === null
          ? `${resource.name} was not collected for ${params.windowMinutes} min`
          : `${resource.name}: ${words} is ${Number(value.toPrecision(6))}${unitOf(params.metric)}`,
      labels: row.labels,
    };
  });
}

function observe({ comparison, threshold }: Params, value: number | null): Reading["observation"] {
  if (value === null) return "no_data";
  return comparisons[comparison](value, threshold) ? "true" : "false";
}

/** Each step as the rule would have seen it then; a silence longer than the window, or than steps are apart, is no data. */
function pastOf(params: Params, { steps, stepSeconds }: MetricSteps, to: Date): PastPoint[] {
  const silentAfterMs = Math.max(params.windowMinutes * 60, stepSeconds) * 1000;
  return steps.flatMap((step, index): PastPoint[] => {
    const value = step[params.aggregate];
    const silentFrom = new Date(step.at.getTime() + silentAfterMs);
    const next = steps[index + 1]?.at ?? to;
    const point = { at: step.at, observation: observe(params, value), value };
    return next > silentFrom ? [point, { at: silentFrom, observation: "no_data", value: null }] : [point];
  });
}
