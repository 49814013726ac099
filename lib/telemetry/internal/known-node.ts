import { z } from "zod";
import type { Database } from "#lib/core/database";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";

/** @throws DomainError not_found for a peer that never named itself here, or is no longer kept */
export async function demandNode(db: Database, peerId: string): Promise<void> {
  const [node] = await db.rows(sql`select 1 from telemetry_node where peer_id = ${peerId}`, z.object({}));
  if (!node) throw notFound("Node");
}
