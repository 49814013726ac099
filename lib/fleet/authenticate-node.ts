import { z } from "zod";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { Compatibility } from "#lib/fleet/schema";
import { hashToken, isSameHash } from "#lib/fleet/token";

/** The protocol of a call, as `usage_report` names it. */
export type NodeProtocol = "uniproxy" | "mod_mu" | "native";

/** What a node says to prove who it is. `nodeServerId` is undefined where the call names no server. */
export interface NodeCredentials {
  nodeServerId: number | undefined;
  token: string | null;
  protocol: NodeProtocol;
}

/** A node server that has proved to be itself. */
export interface AuthenticatedNode {
  id: number;
  name: string;
  compatibility: Compatibility;
}

const Row = z.object({ id: z.number().int(), name: z.string(), compatibility: Compatibility, token_hash: z.instanceof(Uint8Array) });

/**
 * Who is calling: by server id and token, or by the token alone where the protocol may leave the id out (native, and
 * mod_mu's rules). One indexed query on the ingest pool. A token opens its own server through every protocol: what a
 * server speaks is its configuration, not a right.
 * @throws DomainError `forbidden` (missing or wrong token) or `not_found` (unknown server), both without detail
 */
export async function authenticateNode(db: Database, credentials: NodeCredentials): Promise<AuthenticatedNode> {
  const { nodeServerId, token, protocol } = credentials;
  if (token === null || token === "" || token.length > 512) throw new DomainError("forbidden", "Forbidden");
  if (nodeServerId === undefined && protocol === "uniproxy") throw new DomainError("not_found", "Not found");
  if (nodeServerId !== undefined && !isServerId(nodeServerId)) throw new DomainError("not_found", "Not found");
  const hash = hashToken(token);
  const query = nodeServerId === undefined ? sql`token_hash = ${hash}` : sql`id = ${nodeServerId}`;
  const found = sql`select id, name, compatibility, token_hash from node_server where ${query}`;
  const { rows } = await db.ingestPool.query(found.text, found.values as unknown[]);
  if (rows.length === 0)
    throw nodeServerId === undefined ? new DomainError("forbidden", "Forbidden") : new DomainError("not_found", "Not found");
  const server = Row.parse(rows[0]);
  if (!isSameHash(server.token_hash, hash)) throw new DomainError("forbidden", "Forbidden");
  return { id: server.id, name: server.name, compatibility: server.compatibility };
}

/** What fits PostgreSQL's integer; anything else is a server that cannot exist. */
function isServerId(id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= 2_147_483_647;
}
