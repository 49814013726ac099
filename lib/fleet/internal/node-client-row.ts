import { z } from "zod";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { type Sql, sql } from "#lib/core/sql";
import { type NodeClient, NodeStatus } from "#lib/fleet/schema";
import { trimDecimal } from "#lib/universal/traffic";
import type { Reader } from "./reader.ts";

const Row = z.object({
  id: z.number().int(),
  node_server_id: z.number().int(),
  node_server_name: z.string(),
  name: z.string(),
  traffic_factor: column.decimal,
  display_order: z.number().int(),
  speed_limit: z.number().int(),
  route_class: z.string(),
  available_groups: z.array(z.number().int()),
  country: z.string().nullable(),
  location: z.string(),
  is_enabled: z.boolean(),
  is_default: z.boolean(),
  status: NodeStatus,
  created_at: column.instant,
  total: column.count,
});

/** Node clients as admins see them. `where`, then order and limit over `c` and its server `s`. One query. */
export async function readNodeClients(db: Reader, query: { where: Sql; page: Sql }): Promise<{ items: NodeClient[]; total: number }> {
  const rows = await db.rows(
    sql`
    select c.id, c.node_server_id, s.name as node_server_name, c.name, c.traffic_factor::text, c.display_order, c.speed_limit, c.route_class,
      c.available_groups, c.country, c.location, c.is_enabled, c.is_default, s.status, c.created_at,
      (select count(*) from node_client c join node_server s on s.id = c.node_server_id where ${query.where}) as total
    from node_client c join node_server s on s.id = c.node_server_id
    where ${query.where} ${query.page}`,
    Row,
  );
  return { items: rows.map(viewOf), total: rows[0]?.total ?? 0 };
}

/** @throws DomainError not_found */
export async function readNodeClient(db: Reader, id: number): Promise<NodeClient> {
  const { items } = await readNodeClients(db, { where: sql`c.id = ${id}`, page: sql`` });
  const [client] = items;
  if (!client) throw notFound("Node client");
  return client;
}

function viewOf(row: z.output<typeof Row>): NodeClient {
  return {
    id: row.id,
    nodeServerId: row.node_server_id,
    nodeServerName: row.node_server_name,
    name: row.name,
    trafficFactor: trimDecimal(row.traffic_factor),
    displayOrder: row.display_order,
    speedLimit: row.speed_limit,
    routeClass: row.route_class,
    availableGroups: row.available_groups,
    country: row.country,
    location: row.location,
    isEnabled: row.is_enabled,
    isDefault: row.is_default,
    status: row.status,
    createdAt: row.created_at.toISOString(),
  };
}
