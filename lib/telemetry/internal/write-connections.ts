import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { NodeConnection } from "#lib/telemetry/node-connection";

/** Writes connections as they are now, new and known ones; `idOf` says their ids. The oldest first: one may end another. */
export async function writeConnections(
  tx: SqlTransaction,
  connections: Iterable<NodeConnection>,
  idOf: (connection: NodeConnection) => number,
): Promise<void> {
  const rows = [...connections].map((connection) => rowOf(connection, idOf(connection)));
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into peer_connections (id, socket_id, node_id, ip_addr, peer_id, name, chain, version, authority, startup_time,
      implementation, genesis_hash, target_os, target_arch, target_env, sysinfo, audit, created_at, last_seen_at,
      disconnected_at, disconnect_reason, clock_ahead_ms, process, node_server_id)
    select id, socket_id, node_id, ip_addr, peer_id, name, chain, version, authority, startup_time,
      implementation, genesis_hash, target_os, target_arch, target_env, sysinfo::jsonb, audit, created_at, last_seen_at,
      disconnected_at, disconnect_reason, clock_ahead_ms, process, node_server_id
    from json_to_recordset(${JSON.stringify(rows)}::json) as c(id bigint, socket_id uuid, node_id numeric, ip_addr text,
      peer_id text, name text, chain text, version text, authority boolean, startup_time bigint, implementation text,
      genesis_hash text, target_os text, target_arch text, target_env text, sysinfo text, audit boolean,
      created_at timestamptz, last_seen_at timestamptz, disconnected_at timestamptz, disconnect_reason text,
      clock_ahead_ms bigint, process text, node_server_id integer)
    order by id
    on conflict (id) do update set peer_id = excluded.peer_id, name = excluded.name, chain = excluded.chain,
      version = excluded.version, authority = excluded.authority, startup_time = excluded.startup_time,
      implementation = excluded.implementation, genesis_hash = excluded.genesis_hash, target_os = excluded.target_os,
      target_arch = excluded.target_arch, target_env = excluded.target_env, sysinfo = excluded.sysinfo,
      last_seen_at = greatest(peer_connections.last_seen_at, excluded.last_seen_at),
      disconnected_at = excluded.disconnected_at, disconnect_reason = excluded.disconnect_reason,
      clock_ahead_ms = excluded.clock_ahead_ms`);
}

/** What a node did not say is null while nobody knows more of it than its peer id. */
function rowOf(connection: NodeConnection, id: number) {
  const { identity, isIdentityComplete, disconnectedAtMs } = connection;
  const said = isIdentityComplete ? identity : null;
  return {
    id,
    socket_id: connection.socketId,
    node_id: connection.nodeId,
    ip_addr: connection.address,
    peer_id: identity?.peerId ?? null,
    name: said?.name ?? null,
    chain: said?.chain ?? null,
    version: said?.version ?? null,
    authority: said?.authority ?? null,
    startup_time: said?.startupTime?.toString() ?? null,
    implementation: said?.implementation ?? null,
    genesis_hash: said?.genesisHash ?? null,
    target_os: said?.targetOs ?? null,
    target_arch: said?.targetArch ?? null,
    target_env: said?.targetEnv ?? null,
    sysinfo: said?.sysinfo ?? null,
    audit: connection.audit,
    created_at: instant(connection.createdAtMs),
    last_seen_at: instant(connection.lastSeenAtMs),
    disconnected_at: disconnectedAtMs === null ? null : instant(disconnectedAtMs),
    disconnect_reason: connection.disconnectReason,
    clock_ahead_ms: connection.clockAheadMs,
    process: connection.process,
    node_server_id: connection.nodeServerId,
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
