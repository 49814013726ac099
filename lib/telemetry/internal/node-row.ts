import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { NodeView } from "#lib/telemetry/schema";

/** A height or count that a chart can draw; a node may claim more than 2^53. */
const number = column.bytes.transform(Number);

export const nodeColumns = sql`n.peer_id, n.name, n.chain_key, n.chain, n.version, n.implementation, n.authority, n.startup_time, n.connected_at,
  n.last_seen_at, n.disconnected_at, n.clock_ahead_ms, n.best_height, n.best_at, n.block_time_ms, n.propagation_ms, n.finalized_height,
  n.finalized_at, n.peers, n.tx_count, n.upload_bytes_per_s, n.download_bytes_per_s, n.state_cache_bytes`;

export const NodeRow = z.object({
  peer_id: z.string(),
  name: z.string(),
  chain_key: z.string(),
  chain: z.string(),
  version: z.string(),
  implementation: z.string(),
  authority: z.boolean(),
  startup_time: number.nullable(),
  connected_at: column.instant,
  last_seen_at: column.instant,
  disconnected_at: column.instant.nullable(),
  clock_ahead_ms: number,
  best_height: number.nullable(),
  best_at: column.instant.nullable(),
  block_time_ms: z.number().nullable(),
  propagation_ms: z.number().nullable(),
  finalized_height: number.nullable(),
  finalized_at: column.instant.nullable(),
  peers: z.number().nullable(),
  tx_count: z.number().nullable(),
  upload_bytes_per_s: z.number().nullable(),
  download_bytes_per_s: z.number().nullable(),
  state_cache_bytes: column.bytes.nullable(),
});

export function nodeView(row: z.output<typeof NodeRow>): NodeView {
  return {
    peerId: row.peer_id,
    name: row.name,
    chainKey: row.chain_key,
    chain: row.chain,
    version: row.version,
    implementation: row.implementation,
    authority: row.authority,
    status: row.disconnected_at === null ? "connected" : "disconnected",
    startedAt: startedAt(row.startup_time),
    connectedAt: row.connected_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    disconnectedAt: textOf(row.disconnected_at),
    clockAheadMs: row.clock_ahead_ms,
    bestHeight: row.best_height,
    bestAt: textOf(row.best_at),
    blockTimeMs: row.block_time_ms,
    propagationMs: row.propagation_ms,
    finalizedHeight: row.finalized_height,
    finalizedAt: textOf(row.finalized_at),
    peers: row.peers,
    txCount: row.tx_count,
    uploadBytesPerS: row.upload_bytes_per_s,
    downloadBytesPerS: row.download_bytes_per_s,
    stateCacheBytes: row.state_cache_bytes === null ? null : String(row.state_cache_bytes),
  };
}

export function textOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

/** What a node calls its start; some say `0ms`, which is none, and any number may be claimed. */
export function startedAt(ms: number | null): string | null {
  return ms !== null && ms > 0 && ms <= 253_402_300_799_999 ? new Date(ms).toISOString() : null;
}
