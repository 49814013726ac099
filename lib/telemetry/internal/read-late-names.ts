import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { LateName } from "./attach-unnamed.ts";

const Row = z.object({ id: column.count, peer_id: z.string(), audit: z.boolean(), created_at: column.instant });

/**
 * Connections whose nodes are known, with messages since that time that were not given to their peers: a process was ended in the
 * midst of it. Only messages without a peer are read, through their index.
 */
export async function readLateNames(db: Database, since: Date): Promise<LateName[]> {
  const rows = await db.rows(
    sql`select c.id, c.peer_id, c.audit, c.created_at
    from (select distinct peer_connection_id from substrate_logs where peer_id is null and received_at >= ${since.toISOString()}::timestamptz) u
    join peer_connections c on c.id = u.peer_connection_id and c.peer_id is not null
    order by c.id`,
    Row,
  );
  return rows.map((row) => ({ connectionId: row.id, peerId: row.peer_id, audit: row.audit, createdAtMs: row.created_at.getTime() }));
}
