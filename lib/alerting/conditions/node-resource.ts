import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { condition, maxReplayPoints, type PastPoint, type PastSeries, type Reading, type RuleOf } from "../condition.ts";

const Resource = z.enum(["cpu", "memory", "disk"]);
const Params = z.strictObject({
  resource: Resource.default("cpu"),
  /** Percent in use, as the mean over the window. */
  abovePercent: z.number().min(1).max(100).default(90),
  windowMinutes: z.number().int().min(1).max(1_440).default(5),
});
type Params = z.output<typeof Params>;

const names = { cpu: "CPU", memory: "Memory", disk: "Disk" } as const;
/** Percent of a sample's resource; null where the node does not tell. */
const percent = {
  cpu: sql`n.cpu_percent::double precision`,
  memory: sql`n.memory_used * 100.0::double precision / nullif(n.memory_total, 0)`,
  disk: sql`n.disk_used * 100.0::double precision / nullif(n.disk_total, 0)`,
} as const;

const Row = z.object({ id: z.number().int(), name: z.string(), value: z.number().nullable() });
const Sample = z.object({ id: z.number().int(), name: z.string(), at: column.instant, value: z.number() });

/**
 * A node server has used too much of something for a while. One that does not tell, because it is offline or for any other
 * reason, is not known, not fine; only maintenance is left out.
 */
export const kind = condition({
  kind: "node_resource",
  title: "Node server short of CPU, memory or disk",
  source: "node",
  params: Params,
  unit: "%",
  defaults: [
    {
      key: "node-cpu",
      name: "CPU of a node server",
      params: { resource: "cpu", abovePercent: 90 },
      severity: "warning",
      forSeconds: 300,
      clearSeconds: 120,
    },
    {
      key: "node-memory",
      name: "Memory of a node server",
      params: { resource: "memory", abovePercent: 95 },
      severity: "warning",
      forSeconds: 300,
      clearSeconds: 120,
    },
    {
      key: "node-disk",
      name: "Disk of a node server",
      params: { resource: "disk", abovePercent: 90 },
      severity: "warning",
      forSeconds: 300,
      clearSeconds: 120,
    },
  ],
  words: ({ resource, abovePercent, windowMinutes }) =>
    `${resource === "cpu" ? names.cpu : resource} of a node server is above ${abovePercent} % on average over ${windowMinutes} min`,

  async read({ db, now }, rules) {
    // Rules of the same resource and window share a query.
    const groups = [...Map.groupBy(rules, ({ params }) => `${params.resource} ${params.windowMinutes}`).values()];
    const found = await Promise.all(
      groups.map(async (same) => {
        const [first] = same;
        if (!first) return [];
        const from = new Date(now.getTime() - first.params.windowMinutes * 60_000);
        const rows = await db.rows(
          sql`select s.id, s.name, (select avg(${percent[first.params.resource]}) from node_sample n
            where n.node_server_id = s.id and n.at > ${from}::timestamptz and n.at <= ${now}::timestamptz) as value
          from node_server s where s.status <> 'maintenance' order by s.id`,
          Row,
        );
        return same.map((rule): [string, Reading[]] => [rule.id, rows.map((row) => readingOf(rule, row))]);
      }),
    );
    return new Map(found.flat());
  },

  async replay({ db }, params, { from, to }): Promise<PastSeries[]> {
    const windowS = params.windowMinutes * 60;
    // A window is known when it is over, so its mean counts from its end on.
    const samples = await db.rows(
      sql`select s.id, s.name, to_timestamp((floor(extract(epoch from n.at) / ${windowS}::int) + 1) * ${windowS}::int) as at, avg(${percent[params.resource]}) as value
      from node_sample n join node_server s on s.id = n.node_server_id
      where n.at >= ${from}::timestamptz and n.at < ${to}::timestamptz and ${percent[params.resource]} is not null
      group by 1, 2, 3 order by 1, 3 limit ${maxReplayPoints}`,
      Sample,
    );
    return [...Map.groupBy(samples, ({ id }) => id)].map(([id, ofServer]) => ({
      resource: { type: "node_server", id: String(id), name: ofServer[0]?.name ?? "" },
      points: withGaps(
        ofServer.map(({ at, value }): PastPoint => ({ at, value, observation: value > params.abovePercent ? "true" : "false" })),
        windowS * 1000,
        to,
      ),
    }));
  },
});

/** After a window without samples nothing is known until the next one, or to the end. */
function withGaps(points: readonly PastPoint[], windowMs: number, to: Date): PastPoint[] {
  return points.flatMap((point, index) => {
    const silentFrom = point.at.getTime() + windowMs;
    const next = points[index + 1]?.at ?? to;
    return next.getTime() > silentFrom ? [point, { at: new Date(silentFrom), value: null, observation: "no_data" }] : [point];
  });
}

function readingOf({ params }: RuleOf<Params>, { id, name, value }: z.output<typeof Row>): Reading {
  const what = names[params.resource];
  return {
    resource: { type: "node_server", id: String(id), name },
    observation: value === null ? "no_data" : value > params.abovePercent ? "true" : "false",
    value,
    message:
      value === null
        ? `${name} has not told its ${what} for ${params.windowMinutes} min`
        : `${what} of ${name} at ${value.toFixed(1)} % over ${params.windowMinutes} min (limit ${params.abovePercent} %)`,
    labels: { node_server_id: String(id) },
  };
}
