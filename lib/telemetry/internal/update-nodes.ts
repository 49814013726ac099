import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { NodeConnection } from "#lib/telemetry/node-connection";
import type { NodeState } from "#lib/telemetry/node-state";

/** A node as its row shall say it; `connection` is one that has its id. */
export interface PresentNode {
  peerId: string;
  connection: NodeConnection;
  state: NodeState;
  propagationMs: number | null;
}

/**
 * Writes how nodes are. What this process was not told stays as it is. A connection that is closed says so only while no
 * newer one speaks for the node. One that lives takes over from one that is closed, and whatever there is from one whose end the
 * node's row was never told: the newer of two that closed first.
 */
export async function updateNodes(tx: SqlTransaction, nodes: readonly PresentNode[]): Promise<void> {
  if (nodes.length === 0) return;
  const rows = nodes.map(rowOf).sort((a, b) => (a.peer_id < b.peer_id ? -1 : 1));
  await tx.execute(sql`
    update telemetry_node n set
      connection_id = case when takes_over then f.connection_id else n.connection_id end,
      ip_addr = case when takes_over then f.ip_addr else n.ip_addr end,
      disconnected_at = case when takes_over or n.connection_id = f.connection_id then f.disconnected_at else n.disconnected_at end,
      last_seen_at = greatest(n.last_seen_at, f.last_seen_at), clock_ahead_ms = f.clock_ahead_ms,
      best_height = coalesce(f.best_height, n.best_height),
      best_hash = case when f.best_height is null then n.best_hash else f.best_hash end,
      best_at = coalesce(f.best_at, n.best_at),
      block_time_ms = case when f.best_height is null then n.block_time_ms else f.block_time_ms end,
      propagation_ms = case when f.best_height is null then n.propagation_ms else f.propagation_ms end,
      finalized_height = coalesce(f.finalized_height, n.finalized_height),
      finalized_hash = case when f.finalized_height is null then n.finalized_hash else f.finalized_hash end,
      finalized_at = coalesce(f.finalized_at, n.finalized_at),
      peers = coalesce(f.peers, n.peers), tx_count = coalesce(f.tx_count, n.tx_count),
      upload_bytes_per_s = coalesce(f.upload_bytes_per_s, n.upload_bytes_per_s),
      download_bytes_per_s = coalesce(f.download_bytes_per_s, n.download_bytes_per_s),
      state_cache_bytes = coalesce(f.state_cache_bytes, n.state_cache_bytes),
      hwbench = coalesce(f.hwbench::jsonb, n.hwbench), changed_at = clock_timestamp()
    from (
      select f.*, k.connection_id <> f.connection_id and case
          when k.disconnected_at is not null then f.disconnected_at is null
          else (select p.disconnected_at is not null from peer_connections p where p.id = k.connection_id)
        end as takes_over
      from json_to_recordset(${JSON.stringify(rows)}::json) as f(peer_id text, connection_id bigint, ip_addr text,
        disconnected_at timestamptz, last_seen_at timestamptz, clock_ahead_ms bigint, best_height bigint, best_hash text,
        best_at timestamptz, block_time_ms integer, propagation_ms integer, finalized_height bigint, finalized_hash text,
        finalized_at timestamptz, peers integer, tx_count integer, upload_bytes_per_s double precision,
        download_bytes_per_s double precision, state_cache_bytes bigint, hwbench text)
      join telemetry_node k using (peer_id)
    ) f
    where n.peer_id = f.peer_id`);
}

function rowOf({ peerId, connection, state, propagationMs }: PresentNode) {
  return {
    peer_id: peerId,
    connection_id: connection.id,
    ip_addr: connection.address,
    disconnected_at: instantOrNull(connection.disconnectedAtMs),
    last_seen_at: instantOrNull(connection.lastSeenAtMs),
    clock_ahead_ms: connection.clockAheadMs,
    best_height: state.bestHeight?.toString(),
    best_hash: state.bestHash,
    best_at: instantOrNull(state.bestAtMs),
    block_time_ms: state.blockTimeMs,
    propagation_ms: propagationMs,
    finalized_height: state.finalizedHeight?.toString(),
    finalized_hash: state.finalizedHash,
    finalized_at: instantOrNull(state.finalizedAtMs),
    peers: state.peers,
    tx_count: state.txCount,
    upload_bytes_per_s: state.uploadBytesPerS,
    download_bytes_per_s: state.downloadBytesPerS,
    state_cache_bytes: state.stateCacheBytes,
    hwbench: state.hwbench,
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
