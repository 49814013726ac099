import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { isSameHash } from "#lib/fleet/token";
import type { IngestPeer } from "./ingest-peer.ts";

const Row = z.object({ id: z.number().int(), token_hash: z.instanceof(Uint8Array) });

/** Closes the sockets of servers whose token was replaced, or that are gone. One query, however many sockets there are. */
export async function recheckTokens(db: Database, peers: readonly IngestPeer[]): Promise<number> {
  if (peers.length === 0) return 0;
  const ids = [...new Set(peers.map(({ node }) => node.id))];
  const rows = await db.rows(sql`select id, token_hash from node_server where id = any(${ids}::int[])`, Row);
  const hashes = new Map(rows.map((row) => [row.id, row.token_hash]));
  const outdated = peers.filter(({ node }) => {
    const hash = hashes.get(node.id);
    return hash === undefined || !isSameHash(hash, node.tokenHash);
  });
  for (const peer of outdated) peer.close("forbidden");
  return outdated.length;
}
