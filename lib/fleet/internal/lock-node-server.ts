import { z } from "zod";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { joinSql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { Compatibility, NodeStatus } from "#lib/fleet/schema";

const Row = z.object({
  id: z.number().int(),
  name: z.string(),
  compatibility: Compatibility,
  server_side_config: z.record(z.string(), z.unknown()),
  status: NodeStatus,
  status_reason: z.string(),
  maintenance_until: column.instant.nullable(),
  last_online_at: column.instant.nullable(),
});

export interface LockedServer {
  id: number;
  name: string;
  compatibility: Compatibility;
  serverSideConfig: Record<string, unknown>;
  status: NodeStatus;
  statusReason: string;
  maintenanceUntil: Date | null;
  lastOnlineAt: Date | null;
}

/**
 * Locks one server until the end of the transaction: changes of it and of its clients' default follow each other.
 * @throws DomainError not_found
 */
export async function lockNodeServer(tx: SqlTransaction, id: number): Promise<LockedServer> {
  const [server] = await lockNodeServers(tx, [id]);
  if (!server) throw notFound("Node server");
  return server;
}

/** The same for several, in order of their ids, so that two changes never wait for each other. Unknown ones are missing. */
export async function lockNodeServers(tx: SqlTransaction, ids: readonly number[]): Promise<LockedServer[]> {
  const rows = await tx.rows(
    sql`
    select id, name, compatibility, server_side_config, status, status_reason, maintenance_until, last_online_at
    from node_server where id in (${joinSql([...ids])}) order by id for update`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    compatibility: row.compatibility,
    serverSideConfig: row.server_side_config,
    status: row.status,
    statusReason: row.status_reason,
    maintenanceUntil: row.maintenance_until,
    lastOnlineAt: row.last_online_at,
  }));
}
