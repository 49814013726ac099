import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { compareTraffic } from "../compare-traffic.ts";
import { condition, maxReplayPoints, type PastSeries, type Resource } from "../condition.ts";

const Params = z.strictObject({
  direction: z.enum(["drop", "spike", "both"]).default("drop"),
  /** Difference from the mean of the same hour of the seven days before. */
  percent: z.number().min(1).max(100_000).default(70),
  /** Hours in which neither side has that many bytes are not compared. */
  minimumBytes: z.number().int().min(0).max(1_000_000_000_000_000).default(1_073_741_824),
  per: z.enum(["fleet", "node_server"]).default("fleet"),
});
type Params = z.output<typeof Params>;

const Row = z.object({ server_id: z.number().int().nullable(), hour: z.number().int(), bytes: column.bytes });
const Server = z.object({ id: z.number().int(), name: z.string() });

const hourMs = 3_600_000;
const fleet: Resource = { type: "fleet", id: "all", name: "Fleet" };

/** The traffic of the last full hour is far from what the same hour of the week before had. Reads the roll-up of nodes. */
export const kind = condition({
  kind: "traffic_anomaly",
  title: "Unusual traffic",
  source: "traffic",
  params: Params,
  unit: "%",
  defaults: [
    {
      key: "traffic-drop",
      name: "Traffic of the fleet fell off",
      params: { direction: "drop", percent: 70 },
      severity: "warning",
      forSeconds: 0,
      clearSeconds: 0,
    },
  ],
  words: ({ direction, percent, per }) => {
    const change = { drop: "less", spike: "more", both: "less or more" }[direction];
    const whose = per === "fleet" ? "the fleet" : "a node server";
    return `the traffic of ${whose} in the last full hour is ${percent} % ${change} than the mean of that hour in the 7 days before`;
  },
  worse:
    ({ direction }) =>
    (a, b) =>
      direction === "drop" ? Math.min(a, b) : direction === "spike" ? Math.max(a, b) : Math.abs(a) >= Math.abs(b) ? a : b,

  async read({ db, now }, rules) {
    const hour = Math.floor(now.getTime() / hourMs) - 1;
    const traffic = await readTraffic(db, hour, hour);
    return new Map(
      rules.map(({ id, params }) => [
        id,
        resourcesOf(params, traffic).map(({ resource, bytesOf }) => {
          const { message, ...seen } = compareAt(hour, bytesOf, traffic.known, params);
          return { resource, ...seen, message: `${resource.name}: ${message}` };
        }),
      ]),
    );
  },

  async replay({ db }, params, { from, to }): Promise<PastSeries[]> {
    // An hour is known when it is over.
    const first = Math.floor(from.getTime() / hourMs) - 1;
    const last = Math.floor(to.getTime() / hourMs) - 1;
    const traffic = await readTraffic(db, first, last);
    const hours = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    const most = Math.max(1, Math.floor(maxReplayPoints / Math.max(1, hours.length)));
    return resourcesOf(params, traffic)
      .slice(0, most)
      .map(({ resource, bytesOf }) => ({
        resource,
        points: hours.map((hour) => {
          const { observation, value } = compareAt(hour, bytesOf, traffic.known, params);
          return { at: new Date((hour + 1) * hourMs), observation, value };
        }),
      }));
  },
});

interface Traffic {
  servers: z.output<typeof Server>[];
  /** Bytes by server and hour; null is the fleet, servers that were deleted among it. */
  byServer: ReadonlyMap<number | null, ReadonlyMap<number, number>>;
  /** Hours in which anything was counted: of the others nothing is known. */
  known: ReadonlySet<number>;
}

/** The hours `[first, last]` and those that they are compared with, from one reading of the roll-up. */
async function readTraffic(db: Database, first: number, last: number): Promise<Traffic> {
  const [servers, rows] = await Promise.all([
    db.rows(sql`select id, name from node_server order by id`, Server),
    db.rows(
      sql`select c.node_server_id as server_id, u.bucket / 4 as hour, sum(u.raw_upload + u.raw_download) as bytes
      from node_client_usage u left join node_client c on c.id = u.node_client_id
      where u.bucket >= ${(first - 7 * 24) * 4}::int and u.bucket < ${(last + 1) * 4}::int
        and ((u.bucket / 4 - ${first}::int) % 24 + 24) % 24 <= ${last - first}::int group by 1, 2`,
      Row,
    ),
  ]);
  const byServer = new Map<number | null, Map<number, number>>();
  const fleetHours = new Map<number, number>();
  for (const { server_id: id, hour, bytes } of rows) {
    if (id !== null) byServer.set(id, (byServer.get(id) ?? new Map<number, number>()).set(hour, Number(bytes)));
    fleetHours.set(hour, (fleetHours.get(hour) ?? 0) + Number(bytes));
  }
  return { servers, byServer: new Map([...byServer, [null, fleetHours]]), known: new Set(fleetHours.keys()) };
}

function resourcesOf({ per }: Params, { servers, byServer }: Traffic) {
  const bytesOf = (id: number | null) => (hour: number) => byServer.get(id)?.get(hour) ?? 0;
  if (per === "fleet") return [{ resource: fleet, bytesOf: bytesOf(null) }];
  return servers.map(({ id, name }) => ({ resource: { type: "node_server", id: String(id), name }, bytesOf: bytesOf(id) }));
}

function compareAt(hour: number, bytesOf: (hour: number) => number, known: ReadonlySet<number>, params: Params) {
  const earlier = [1, 2, 3, 4, 5, 6, 7].map((days) => hour - days * 24).filter((past) => known.has(past));
  return compareTraffic(bytesOf(hour), earlier.map(bytesOf), params);
}
