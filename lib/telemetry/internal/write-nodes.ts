import { emptySql, type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { NodeConnection } from "#lib/telemetry/node-connection";
import type { NodeIdentity } from "#lib/telemetry/node-identity";

/** The last connection of a peer, and the last thing it said of itself. */
type Said = { connection: NodeConnection; identity: NodeIdentity; isIdentityComplete: boolean };

const identityColumns = sql`name = excluded.name, chain_key = excluded.chain_key, chain = excluded.chain,
  version = excluded.version, implementation = excluded.implementation, authority = excluded.authority,
  startup_time = excluded.startup_time, target_os = excluded.target_os, target_arch = excluded.target_arch,
  target_env = excluded.target_env, sysinfo = excluded.sysinfo,`;

/**
 * Writes who the nodes of these connections say they are; of several of one peer the last counts. A peer that only told its
 * id keeps what is known of it. Everybody writes chains before nodes and both in order of their keys, so that no two
 * processes wait for each other.
 */
export async function writeNodes(
  tx: SqlTransaction,
  connections: Iterable<NodeConnection>,
  idOf: (connection: NodeConnection) => number,
): Promise<void> {
  const latest = new Map<string, Said>();
  for (const connection of connections) {
    const { identity, isIdentityComplete } = connection;
    if (!identity) continue;
    const before = latest.get(identity.peerId);
    latest.set(identity.peerId, !isIdentityComplete && before ? { ...before, connection } : { connection, identity, isIdentityComplete });
  }
  const [complete, others] = [true, false].map((isComplete) =>
    [...latest.values()].filter((said) => said.isIdentityComplete === isComplete).map((said) => rowOf(said, idOf(said.connection))),
  );
  if (complete?.length) {
    await writeChains(tx, complete);
    await upsertNodes(tx, complete, identityColumns);
  }
  if (others?.length) await upsertNodes(tx, others, emptySql);
}

type NodeRow = ReturnType<typeof rowOf>;

async function writeChains(tx: SqlTransaction, rows: readonly NodeRow[]): Promise<void> {
  await tx.execute(sql`
    insert into telemetry_chain (chain_key, name, changed_at)
    select distinct on (chain_key) chain_key, chain, clock_timestamp()
    from json_to_recordset(${JSON.stringify(rows)}::json) as n(chain_key text, chain text)
    where chain_key <> '' order by chain_key
    on conflict (chain_key) do nothing`);
}

async function upsertNodes(tx: SqlTransaction, rows: readonly NodeRow[], identity: Sql): Promise<void> {
  await tx.execute(sql`
    insert into telemetry_node as known (peer_id, connection_id, ip_addr, name, chain_key, chain, version, implementation, authority,
      startup_time, target_os, target_arch, target_env, sysinfo, audit, first_seen_at, connected_at, last_seen_at,
      disconnected_at, clock_ahead_ms, changed_at)
    select peer_id, connection_id, ip_addr, name, chain_key, chain, version, implementation, authority,
      startup_time, target_os, target_arch, target_env, sysinfo::jsonb, audit, connected_at, connected_at, last_seen_at,
      disconnected_at, clock_ahead_ms, clock_timestamp()
    from json_to_recordset(${JSON.stringify(rows)}::json) as n(peer_id text, connection_id bigint, ip_addr text, name text,
      chain_key text, chain text, version text, implementation text, authority boolean, startup_time bigint, target_os text,
      target_arch text, target_env text, sysinfo text, audit boolean, connected_at timestamptz, last_seen_at timestamptz,
      disconnected_at timestamptz, clock_ahead_ms bigint)
    order by peer_id
    on conflict (peer_id) do update set ${identity} connection_id = excluded.connection_id, ip_addr = excluded.ip_addr,
      audit = excluded.audit, connected_at = excluded.connected_at,
      last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at), disconnected_at = excluded.disconnected_at,
      clock_ahead_ms = excluded.clock_ahead_ms, changed_at = excluded.changed_at`);
}

function rowOf({ connection, identity }: Said, id: number) {
  const { disconnectedAtMs } = connection;
  return {
    peer_id: identity.peerId,
    connection_id: id,
    ip_addr: connection.address,
    name: identity.name,
    chain_key: identity.chainKey,
    chain: identity.chain,
    version: identity.version,
    implementation: identity.implementation,
    authority: identity.authority,
    startup_time: identity.startupTime?.toString(),
    target_os: identity.targetOs,
    target_arch: identity.targetArch,
    target_env: identity.targetEnv,
    sysinfo: identity.sysinfo,
    audit: connection.audit,
    connected_at: new Date(connection.createdAtMs).toISOString(),
    last_seen_at: new Date(connection.lastSeenAtMs).toISOString(),
    disconnected_at: disconnectedAtMs === null ? null : new Date(disconnectedAtMs).toISOString(),
    clock_ahead_ms: connection.clockAheadMs,
  };
}
