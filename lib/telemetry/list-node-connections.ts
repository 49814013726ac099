import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { NodeConnectionList, PeerPageInput } from "#lib/telemetry/schema";
import { cutPage } from "#lib/universal/paging";
import { exactInstant } from "./internal/exact-instant.ts";
import { demandNode } from "./internal/known-node.ts";
import { startedAt, textOf } from "./internal/node-row.ts";

const Place = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);
const Row = z.object({
  id: column.bytes.transform(String),
  socket_id: z.string(),
  node_id: column.decimal,
  ip_addr: z.string(),
  name: z.string().nullable(),
  chain: z.string().nullable(),
  version: z.string().nullable(),
  implementation: z.string().nullable(),
  authority: z.boolean().nullable(),
  startup_time: column.bytes.transform(Number).nullable(),
  audit: z.boolean(),
  created_at: column.instant,
  exact_created_at: z.string(),
  last_seen_at: column.instant,
  disconnected_at: column.instant.nullable(),
  disconnect_reason: z.string().nullable(),
  clock_ahead_ms: column.bytes.transform(Number),
});

/** Every stay of a node on a socket, newest first. @throws DomainError not_found */
export const listNodeConnections = operation(
  {
    name: "listTelemetryNodeConnections",
    summary: "Connections of a chain node, newest first",
    policy: "telemetry:read",
    input: PeerPageInput,
    output: NodeConnectionList,
  },
  async (ctx, { peerId, limit, cursor }) => {
    const place = readCursor(cursor, Place);
    await demandNode(ctx.db, peerId);
    const rows = await ctx.db.rows(
      sql`select id, socket_id, node_id, ip_addr, name, chain, version, implementation, authority, startup_time, audit, created_at, last_seen_at,
        disconnected_at, disconnect_reason, clock_ahead_ms,
        ${exactInstant(sql`created_at`)} as exact_created_at
      from peer_connections where peer_id = ${peerId}
        ${place === undefined ? emptySql : sql`and (created_at, id) < (${place[0]}::timestamptz, ${place[1]}::bigint)`}
      order by created_at desc, id desc limit ${limit + 1}`,
      Row,
    );
    const { items, nextCursor } = cutPage(rows, limit, (row) => [row.exact_created_at, row.id]);
    return { items: items.map(connectionView), nextCursor };
  },
);

function connectionView(row: z.output<typeof Row>) {
  return {
    id: row.id,
    socketId: row.socket_id,
    nodeId: row.node_id,
    ipAddr: row.ip_addr,
    name: row.name,
    chain: row.chain,
    version: row.version,
    implementation: row.implementation,
    authority: row.authority,
    startedAt: startedAt(row.startup_time),
    audit: row.audit,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    disconnectedAt: textOf(row.disconnected_at),
    disconnectReason: row.disconnect_reason,
    clockAheadMs: row.clock_ahead_ms,
  };
}
