import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { noon } from "#lib/core/testing/instants";

/** Telemetry as it is kept, by SQL alone: tests of reading decide every column. */
export interface KeptLog {
  peerId: string | null;
  msg: string;
  /** ISO text, to the microsecond. */
  createdAt: string;
  /** As `createdAt` unless said. */
  receivedAt?: string;
  audit?: boolean;
  connectionId?: bigint;
  /** The frame; a V2 envelope with nothing else in it unless said. */
  frame?: string;
}

export interface KeptNode {
  peerId: string;
  name?: string;
  chain?: string;
  chainKey?: string;
  version?: string;
  authority?: boolean;
  audit?: boolean;
  connectedAt?: Date;
  lastSeenAt?: Date;
  disconnectedAt?: Date | null;
  startupTime?: number;
  clockAheadMs?: number;
  genesisHash?: string;
  bestHeight?: bigint;
  finalizedHeight?: bigint;
  peers?: number;
  sysinfo?: object | null;
  hwbench?: object | null;
}

const Id = z.object({ id: column.bytes });

/** Makes the partitions of so many days before and after noon. */
export async function keepDays(db: Database, before: number, after: number): Promise<void> {
  for (const parent of ["substrate_logs_expiring", "substrate_logs_audit", "telemetry_node_minute", "peer_reputation"])
    await db.rows(
      sql`select ensure_partitions(${parent}, 'day', null, ${noon}::timestamptz - make_interval(days => ${before}::int), ${noon}::timestamptz + make_interval(days => ${after}::int))`,
      z.unknown(),
    );
}

/** A node with its one connection, from which the id is answered. */
export async function keepNode(db: Database, node: KeptNode): Promise<bigint> {
  const { peerId, name = "node", chain = "Polkadot", version = "1.0.0", authority = false, audit = false } = node;
  const { connectedAt = noon, lastSeenAt = noon, disconnectedAt = null, startupTime = null, clockAheadMs = 0 } = node;
  const chainKey = node.chainKey ?? node.genesisHash ?? chain;
  const sysinfo = node.sysinfo == null ? null : JSON.stringify(node.sysinfo);
  const hwbench = node.hwbench == null ? null : JSON.stringify(node.hwbench);
  const [connection] = await db.rows(
    sql`with connection as (
      insert into peer_connections (id, socket_id, node_id, ip_addr, peer_id, name, chain, version, authority, startup_time, implementation, genesis_hash,
        sysinfo, audit, created_at, last_seen_at, disconnected_at, disconnect_reason, clock_ahead_ms)
      values (nextval('peer_connections_id_seq'), gen_random_uuid(), 1, '192.0.2.7', ${peerId}, ${name}, ${chain}, ${version}, ${authority},
        ${startupTime}::bigint, 'Parity Polkadot', ${node.genesisHash ?? null}, ${sysinfo}::jsonb, ${audit}, ${connectedAt}::timestamptz,
        ${lastSeenAt}::timestamptz, ${disconnectedAt}::timestamptz, ${disconnectedAt ? "closed" : null}, ${clockAheadMs}::bigint)
      returning id)
    insert into telemetry_node (peer_id, connection_id, ip_addr, name, chain_key, chain, version, implementation, authority, startup_time, sysinfo, hwbench,
      audit, first_seen_at, connected_at, last_seen_at, disconnected_at, clock_ahead_ms, best_height, best_hash, best_at, finalized_height, peers, changed_at)
    select ${peerId}, id, '192.0.2.7', ${name}, ${chainKey}, ${chain}, ${version}, 'Parity Polkadot', ${authority}, ${startupTime}::bigint,
      ${sysinfo}::jsonb, ${hwbench}::jsonb, ${audit}, ${connectedAt}::timestamptz, ${connectedAt}::timestamptz, ${lastSeenAt}::timestamptz,
      ${disconnectedAt}::timestamptz, ${clockAheadMs}::bigint, ${node.bestHeight ?? null}::bigint, ${node.bestHeight === undefined ? null : "0xbe"},
      ${node.bestHeight === undefined ? null : lastSeenAt}::timestamptz, ${node.finalizedHeight ?? null}::bigint, ${node.peers ?? null}::int, now()
    from connection returning connection_id as id`,
    Id,
  );
  if (!connection) throw new Error("The node was not written");
  return connection.id;
}

/** Messages and the row of their counts, in one transaction as a batch of ingest. `isFolded`: the counts lie where they end. */
export async function keepLogs(db: Pick<Database, "rows">, logs: readonly KeptLog[], { isFolded = false } = {}): Promise<bigint[]> {
  const of = <T>(pick: (log: KeptLog) => T) => logs.map(pick);
  const counted = sql`select coalesce(peer_id, '') as peer_id, msg, (received_at at time zone 'UTC')::date as day, audit, count(*)::int as qty,
    min(created_at) as first, max(created_at) as last from written group by 1, 2, 3, 4`;
  const count = isFolded
    ? sql`insert into substrate_log_stats as s (peer_id, msg, day, audit, qty, min_created_at, max_created_at) select * from (${counted}) c
        on conflict (peer_id, msg, day, audit) do update set qty = s.qty + excluded.qty,
          min_created_at = least(s.min_created_at, excluded.min_created_at), max_created_at = greatest(s.max_created_at, excluded.max_created_at)`
    : sql`insert into substrate_log_delta (peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats)
        select array_agg(peer_id), array_agg(msg), array_agg(day), array_agg(audit), array_agg(qty), array_agg(first), array_agg(last) from (${counted}) c
        having count(*) > 0`;
  const rows = await db.rows(
    sql`with written as (
      insert into substrate_logs (id, peer_connection_id, peer_id, msg, created_at, received_at, audit, logs)
      select nextval('substrate_logs_id_seq'), l.connection_id, l.peer_id, l.msg, l.created_at, l.received_at, l.audit, l.frame::json
      from unnest(${of(({ connectionId }) => String(connectionId ?? 0n))}::bigint[], ${of(({ peerId }) => peerId)}::text[], ${of(({ msg }) => msg)}::text[],
        ${of(({ createdAt }) => createdAt)}::timestamptz[], ${of(({ createdAt, receivedAt }) => receivedAt ?? createdAt)}::timestamptz[],
        ${of(({ audit }) => audit ?? false)}::boolean[], ${of((log) => log.frame ?? frameOf(log))}::text[])
        with ordinality as l(connection_id, peer_id, msg, created_at, received_at, audit, frame, place) order by l.place
      returning *),
    counted as (${count})
    select id from written order by id`,
    Id,
  );
  return rows.map(({ id }) => id);
}

/** A frame in the envelope of current nodes. */
export function frameOf({ msg, createdAt }: Pick<KeptLog, "msg" | "createdAt">, fields: object = {}): string {
  return JSON.stringify({ id: 1, payload: { msg, ...fields }, ts: createdAt });
}
