import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

/** What those of these peers that we know call themselves. */
export async function nodeNames(db: Database, peerIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.rows(
    sql`select peer_id, name from telemetry_node where peer_id = any(${[...peerIds]}::text[])`,
    z.object({ peer_id: z.string(), name: z.string() }),
  );
  return new Map(rows.map((row) => [row.peer_id, row.name]));
}
