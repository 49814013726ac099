import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { NodeStatus } from "#lib/fleet/schema";
import { condition, type PastSeries, type Reading } from "../condition.ts";

const Params = z.strictObject({
  /** Only these; all there are when empty. */
  nodeServerIds: z.array(z.number().int().min(1)).max(1_000).default([]),
});

const Row = z.object({
  id: z.number().int(),
  name: z.string(),
  status: NodeStatus,
  status_reason: z.string(),
  country: z.string().nullable(),
  location: z.string(),
});

const Change = z.object({ node_server_id: z.number().int(), name: z.string(), status: NodeStatus, at: column.instant });

/** A node server is offline. One in maintenance is not: somebody decided that. Never heard of is offline, not unknown. */
export const kind = condition({
  kind: "node_offline",
  title: "Node server offline",
  source: "node",
  params: Params,
  unit: "",
  defaults: [{ key: "node-offline", name: "Node server offline", params: {}, severity: "critical", forSeconds: 120, clearSeconds: 60 }],
  words: ({ nodeServerIds }) =>
    nodeServerIds.length === 0 ? "a node server is offline" : `node server ${nodeServerIds.join(", ")} is offline`,

  async read({ db }, rules) {
    const servers = await db.rows(
      sql`select s.id, s.name, s.status, s.status_reason, c.country, coalesce(c.location, '') as location
      from node_server s left join node_client c on c.node_server_id = s.id and c.is_default order by s.id`,
      Row,
    );
    const readings = new Map(servers.map((server) => [server.id, readingOf(server)]));
    // A rule that names its servers costs as many look-ups, not a walk through the fleet.
    return new Map(
      rules.map(({ id, params }) => [id, params.nodeServerIds.length === 0 ? [...readings.values()] : named(params, readings)]),
    );
  },

  async replay({ db }, params, { from, to }): Promise<PastSeries[]> {
    const changes = await db.rows(
      sql`select s.id as node_server_id, s.name, h.status, h.at from node_server s, lateral (
        (select status, ${from}::timestamptz as at from node_status_history
          where node_server_id = s.id and created_at <= ${from}::timestamptz order by created_at desc limit 1)
        union all
        (select status, created_at from node_status_history
          where node_server_id = s.id and created_at > ${from}::timestamptz and created_at < ${to}::timestamptz)) h
      order by s.id, h.at`,
      Change,
    );
    const series = new Map<number, PastSeries & { points: PastSeries["points"][number][] }>();
    for (const { node_server_id: id, name, status, at } of changes.filter((change) => isMeant(params, change.node_server_id))) {
      const one = series.get(id) ?? { resource: { type: "node_server", id: String(id), name }, points: [] };
      one.points.push({ at, observation: status === "offline" ? "true" : "false", value: null });
      series.set(id, one);
    }
    return [...series.values()];
  },
});

function isMeant({ nodeServerIds }: z.output<typeof Params>, id: number): boolean {
  return nodeServerIds.length === 0 || nodeServerIds.includes(id);
}

function named({ nodeServerIds }: z.output<typeof Params>, readings: ReadonlyMap<number, Reading>): Reading[] {
  return [...new Set(nodeServerIds)].flatMap((id) => readings.get(id) ?? []);
}

function readingOf({ id, name, status, status_reason: reason, country, location }: z.output<typeof Row>): Reading {
  return {
    resource: { type: "node_server", id: String(id), name },
    observation: status === "offline" ? "true" : "false",
    value: null,
    message: `${name} is ${status}: ${reason}`,
    labels: { ...(country ? { country } : {}), ...(location ? { location } : {}) },
  };
}
