import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

const Row = z.object({
  total: column.count,
  online: column.count,
  offline: column.count,
  maintenance: column.count,
  clients: column.count,
  online_users: column.count,
});

export const fleet = group({
  name: "fleet",
  title: "Fleet",
  label: null,
  metrics: {
    servers: { title: "Node servers", unit: "count" },
    serversOnline: { title: "Online", unit: "count" },
    serversOffline: { title: "Offline", unit: "count" },
    serversInMaintenance: { title: "In maintenance", unit: "count" },
    clients: { title: "Node clients", unit: "count" },
    onlineUsers: { title: "Users online", unit: "count" },
  },
  async read({ db, now }) {
    const [row] = await db.rows(
      sql`select count(*) as total, count(*) filter (where status = 'online') as online,
        count(*) filter (where status = 'offline') as offline, count(*) filter (where status = 'maintenance') as maintenance,
        (select count(*) from node_client) as clients,
        (select count(distinct uid) from node_online_user where seen_at > ${now}::timestamptz - interval '5 minutes') as online_users
      from node_server`,
      Row,
    );
    if (!row) return [];
    const { total, online, offline, maintenance, clients, online_users: onlineUsers } = row;
    return only({
      servers: total,
      serversOnline: online,
      serversOffline: offline,
      serversInMaintenance: maintenance,
      clients,
      onlineUsers,
    });
  },
});
