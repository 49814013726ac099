import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { NodeConnection } from "#lib/telemetry/node-connection";
import type { NodeIdentity } from "#lib/telemetry/node-identity";

const text = z.string().nullable();
const Row = z.object({
  id: column.count,
  socket_id: z.string(),
  node_id: z.string(),
  ip_addr: z.string(),
  peer_id: text,
  name: text,
  chain: text,
  version: text,
  authority: z.boolean().nullable(),
  startup_time: z.bigint().nullable(),
  implementation: text,
  genesis_hash: text,
  target_os: text,
  target_arch: text,
  target_env: text,
  sysinfo: text,
  audit: z.boolean(),
  created_at: column.instant,
  last_seen_at: column.instant,
  clock_ahead_ms: column.count,
  process: text,
});

/**
 * The open connections that are made of a node server's reports, as they are stored. Any process may take the next report, so none of
 * them remembers: the caller holds the server's lock.
 */
export async function readReporterConnections(tx: SqlTransaction, nodeServerId: number): Promise<NodeConnection[]> {
  const rows = await tx.rows(
    sql`select id, socket_id, node_id::text, ip_addr, peer_id, name, chain, version, authority, startup_time, implementation, genesis_hash,
      target_os, target_arch, target_env, sysinfo::text, audit, created_at, last_seen_at, clock_ahead_ms, process
    from peer_connections where node_server_id = ${nodeServerId} and disconnected_at is null order by id`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    socketId: row.socket_id,
    nodeId: row.node_id,
    address: row.ip_addr,
    audit: row.audit,
    process: row.process,
    nodeServerId,
    createdAtMs: row.created_at.getTime(),
    lastSeenAtMs: row.last_seen_at.getTime(),
    clockAheadMs: row.clock_ahead_ms,
    identity: identityOf(row),
    // Only what system.connected says has a name, if an empty one.
    isIdentityComplete: row.name !== null,
    isNodeStored: row.peer_id !== null,
    hasUnnamed: row.peer_id === null,
    disconnectedAtMs: null,
    disconnectReason: null,
    types: new Map(),
  }));
}

function identityOf(row: z.output<typeof Row>): NodeIdentity | null {
  if (row.peer_id === null) return null;
  const chain = row.chain ?? "";
  return {
    peerId: row.peer_id,
    name: row.name ?? "",
    chain,
    chainKey: row.genesis_hash ?? chain,
    genesisHash: row.genesis_hash,
    version: row.version ?? "",
    implementation: row.implementation ?? "",
    authority: row.authority ?? false,
    startupTime: row.startup_time,
    targetOs: row.target_os,
    targetArch: row.target_arch,
    targetEnv: row.target_env,
    sysinfo: row.sysinfo,
  };
}
