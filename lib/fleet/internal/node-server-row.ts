import { z } from "zod";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { type Sql, sql } from "#lib/core/sql";
import { Compatibility, type NodeServer, NodeStatus } from "#lib/fleet/schema";
import type { Reader } from "./reader.ts";

const Row = z.object({
  id: z.number().int(),
  name: z.string(),
  compatibility: Compatibility,
  status: NodeStatus,
  status_reason: z.string(),
  status_changed_at: column.instant,
  maintenance_until: column.instant.nullable(),
  last_online_at: column.instant.nullable(),
  last_push_at: column.instant.nullable(),
  created_at: column.instant,
  client_count: column.count,
  online_users: column.count,
  total: column.count,
});

/** What a node server reports counts as present for this long, minutes. */
const presenceMinutes = 5;

/**
 * Node servers as admins see them, with what was counted. `where`, then order and limit over `s`; `total` counts what
 * `where` admits, whatever the page. One query.
 */
export async function readNodeServers(
  db: Reader,
  now: Date,
  query: { where: Sql; page: Sql },
): Promise<{ items: NodeServer[]; total: number }> {
  const rows = await db.rows(
    sql`
    select s.id, s.name, s.compatibility, s.status, s.status_reason, s.status_changed_at, s.maintenance_until, s.last_online_at,
      s.last_push_at, s.created_at, clients.count as client_count, present.count as online_users,
      (select count(*) from node_server s where ${query.where}) as total
    from node_server s
    cross join lateral (select count(*) from node_client c where c.node_server_id = s.id) clients
    cross join lateral (
      select count(*) from node_online_user o
      where o.node_server_id = s.id and o.seen_at > ${now}::timestamptz - make_interval(mins => ${presenceMinutes})) present
    where ${query.where} ${query.page}`,
    Row,
  );
  return { items: rows.map(viewOf), total: rows[0]?.total ?? 0 };
}

/** @throws DomainError not_found */
export async function readNodeServer(db: Reader, now: Date, id: number): Promise<NodeServer> {
  const { items } = await readNodeServers(db, now, { where: sql`s.id = ${id}`, page: sql`` });
  const [server] = items;
  if (!server) throw notFound("Node server");
  return server;
}

function viewOf(row: z.output<typeof Row>): NodeServer {
  return {
    id: row.id,
    name: row.name,
    compatibility: row.compatibility,
    status: row.status,
    statusReason: row.status_reason,
    statusChangedAt: row.status_changed_at.toISOString(),
    maintenanceUntil: row.maintenance_until?.toISOString() ?? null,
    lastOnlineAt: row.last_online_at?.toISOString() ?? null,
    lastPushAt: row.last_push_at?.toISOString() ?? null,
    clientCount: row.client_count,
    onlineUsers: row.online_users,
    createdAt: row.created_at.toISOString(),
  };
}
