import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { NodeConnection } from "#lib/telemetry/node-connection";

/** Writes that connections live, or how they ended. One that was given up meanwhile, though it lives, is open again. */
export async function updateConnections(tx: SqlTransaction, connections: readonly NodeConnection[]): Promise<void> {
  if (connections.length === 0) return;
  const rows = connections.map((connection) => ({
    id: connection.id ?? 0,
    last_seen_at: new Date(connection.lastSeenAtMs).toISOString(),
    clock_ahead_ms: connection.clockAheadMs,
    disconnected_at: connection.disconnectedAtMs === null ? null : new Date(connection.disconnectedAtMs).toISOString(),
    disconnect_reason: connection.disconnectReason,
  }));
  rows.sort((a, b) => a.id - b.id);
  await tx.execute(sql`
    update peer_connections c set last_seen_at = greatest(c.last_seen_at, f.last_seen_at), clock_ahead_ms = f.clock_ahead_ms,
      disconnected_at = f.disconnected_at, disconnect_reason = f.disconnect_reason
    from json_to_recordset(${JSON.stringify(rows)}::json) as f(id bigint, last_seen_at timestamptz, clock_ahead_ms bigint,
      disconnected_at timestamptz, disconnect_reason text)
    where c.id = f.id`);
}
