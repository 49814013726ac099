import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { FleetOverview, NodeStatus, NoInput } from "#lib/fleet/schema";
import { readNodeServers } from "./internal/node-server-row.ts";
import { changeView } from "./internal/status-hours.ts";

const shownTroubles = 10;
const shownChanges = 20;

const Counts = z.object({
  online: column.count,
  offline: column.count,
  maintenance: column.count,
  clients: column.count,
  online_users: column.count,
});
const Change = z.object({
  status: NodeStatus,
  reason: z.string(),
  is_snapshot: z.boolean(),
  created_at: column.instant,
  node_server_id: z.number().int(),
  node_server_name: z.string(),
});

/**
 * The fleet at a glance. Troubled, worst first: servers that went offline (the longest outage first), servers that
 * never reported, servers in maintenance.
 */
export const showFleetOverview = operation(
  { name: "showFleetOverview", summary: "The fleet at a glance", policy: "fleet:read", input: NoInput, output: FleetOverview },
  async (ctx) => {
    const [counts, troubled, changes] = await Promise.all([
      ctx.db.rows(
        sql`
        select count(*) filter (where status = 'online') as online, count(*) filter (where status = 'offline') as offline,
          count(*) filter (where status = 'maintenance') as maintenance, (select count(*) from node_client) as clients,
          (select count(distinct uid) from node_online_user where seen_at > ${ctx.now}::timestamptz - interval '5 minutes') as online_users
        from node_server`,
        Counts,
      ),
      readNodeServers(ctx.db, ctx.now, {
        where: sql`s.status <> 'online'`,
        page: sql`order by s.status = 'maintenance', s.last_online_at is null, s.status_changed_at, s.id limit ${shownTroubles}`,
      }),
      ctx.db.rows(
        sql`
        select h.status, h.reason, h.is_snapshot, h.created_at, s.id as node_server_id, s.name as node_server_name
        from node_status_history h join node_server s on s.id = h.node_server_id
        where not h.is_snapshot order by h.created_at desc, h.id desc limit ${shownChanges}`,
        Change,
      ),
    ]);
    const { online = 0, offline = 0, maintenance = 0, clients = 0, online_users: onlineUsers = 0 } = counts[0] ?? {};
    return {
      servers: { online, offline, maintenance },
      clients,
      onlineUsers,
      troubled: troubled.items,
      recentChanges: changes.map((change) => ({
        ...changeView(change),
        nodeServerId: change.node_server_id,
        nodeServerName: change.node_server_name,
      })),
    };
  },
);
