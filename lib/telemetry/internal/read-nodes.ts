import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import type { ListNodesInput, NodeSort, NodeView } from "#lib/telemetry/schema";
import { NodeRow, nodeColumns, nodeView } from "./node-row.ts";

/** A node's place in a list: what it is sorted by, as text, and its id. */
export const NodePlace = z.tuple([z.string().max(600), z.string().max(256)]);
export type NodePlace = z.output<typeof NodePlace>;

export type NodeFilter = Pick<ListNodesInput, "chain" | "text" | "status"> & { sort: NodeSort };

interface Order {
  key: Sql;
  type: "text" | "numeric";
  isDown: boolean;
}

const down = (key: Sql): Order => ({ key, type: "numeric", isDown: true });
const up = (key: Sql): Order => ({ key, type: "text", isDown: false });
/** Microseconds, so that two nodes heard of within a millisecond keep their places. Unknown is below everything that can be. */
const orders: Record<NodeSort, Order> = {
  name: up(sql`lower(n.name) collate "C"`),
  chain: up(sql`(lower(n.chain) || chr(1) || lower(n.name)) collate "C"`),
  lastSeen: down(sql`extract(epoch from n.last_seen_at)`),
  connected: down(sql`extract(epoch from n.connected_at)`),
  bestHeight: down(sql`coalesce(n.best_height, -1)::numeric`),
  finalizedHeight: down(sql`coalesce(n.finalized_height, -1)::numeric`),
  peers: down(sql`coalesce(n.peers, -1)::numeric`),
  txCount: down(sql`coalesce(n.tx_count, -1)::numeric`),
};

const Row = NodeRow.extend({ place: column.decimal });

/** Nodes after a place. All that are kept are looked at: some thousands, never millions. */
export async function readNodes(
  db: Database,
  { chain, text = "", status, sort }: NodeFilter,
  limit: number,
  after: NodePlace | undefined,
): Promise<{ view: NodeView; place: NodePlace }[]> {
  const { key, type, isDown } = orders[sort];
  const wanted = text.trim().toLowerCase();
  const last = after && (type === "text" ? sql`${after[0]}::text collate "C"` : sql`${after[0]}::numeric`);
  const beyond = isDown ? sql`<` : sql`>`;
  const rows = await db.rows(
    sql`select ${nodeColumns}, (${key})::text as place from telemetry_node n
    where true
      ${chain === undefined ? emptySql : sql`and n.chain_key = ${chain}`}
      ${status === undefined ? emptySql : status === "connected" ? sql`and n.disconnected_at is null` : sql`and n.disconnected_at is not null`}
      ${wanted === "" ? emptySql : sql`and position(${wanted} in lower(concat_ws(chr(10), n.name, n.peer_id, n.version, n.ip_addr))) > 0`}
      ${last && after ? sql`and (${key} ${beyond} ${last} or (${key} = ${last} and n.peer_id > ${after[1]}))` : emptySql}
    order by ${key} ${isDown ? sql`desc` : emptySql}, n.peer_id limit ${limit}`,
    Row,
  );
  return rows.map((row) => ({ view: nodeView(row), place: [row.place, row.peer_id] }));
}
