import { z } from "zod";
import type { Actor, NodeActor } from "#lib/auth/actor";
import type { Policy } from "#lib/auth/permissions";
import { sessionActor } from "#lib/auth/session";
import { type Database, database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { authenticateKey } from "./internal/authenticate-key.ts";
import { type Bearer, readBearer } from "./internal/bearer.ts";

/** Who asks and how we know. Only a session travels by itself, so only a session needs the same-origin check. */
export interface Authenticated {
  actor: Actor;
  by: "session" | "key" | "node" | "none";
}

interface Origin {
  address?: string | undefined;
  requestId?: string | undefined;
}

/** `Headers`, or Node's plain object of a socket's handshake. */
export type HeaderSource = Headers | { authorization?: string | undefined; cookie?: string | undefined };

/** Who sends this request. @throws DomainError unauthenticated for a bearer that is not valid (any more) */
export function authenticate(request: Request, origin: Origin, policy: Policy): Promise<Authenticated> {
  return authenticateHeaders(request.headers, origin, policy);
}

/**
 * The same for whoever has headers but no Request: the socket handshake in the server process. A bearer decides alone: a
 * bad one is refused and never falls through to the cookie.
 */
export async function authenticateHeaders(
  headers: HeaderSource,
  origin: Origin,
  policy: Policy,
  db: Database = database(),
): Promise<Authenticated> {
  const [authorization, cookie] =
    headers instanceof Headers ? [headers.get("authorization"), headers.get("cookie")] : [headers.authorization, headers.cookie];
  const bearer = readBearer(authorization);
  if (bearer.kind !== "none") return byBearer(db, bearer, origin, policy);
  const user = await sessionActor(cookie, origin, db);
  if (user) return { actor: user, by: "session" };
  return { actor: { kind: "anonymous", label: "anonymous", permissions: new Set(), ...origin }, by: "none" };
}

/** A node's token is a node only where nodes belong; anywhere else it is no identity. */
async function byBearer(db: Database, bearer: Exclude<Bearer, { kind: "none" }>, origin: Origin, policy: Policy): Promise<Authenticated> {
  if (bearer.kind === "token" && bearer.isNodeToken && policy === "node") {
    const node = await nodeOf(db, bearer.hash, origin);
    if (node) return { actor: node, by: "node" };
  } else if (bearer.kind === "token") {
    const key = await authenticateKey(db, bearer, origin);
    if (key) return { actor: key, by: "key" };
  }
  throw new DomainError("unauthenticated", "The bearer token is not valid here");
}

async function nodeOf(db: Database, tokenHash: Uint8Array, origin: Origin): Promise<NodeActor | undefined> {
  const Row = z.object({ id: z.number().int(), name: z.string() });
  const [node] = await db.rows(sql`select id, name from node_server where token_hash = ${tokenHash}`, Row);
  return node && { kind: "node", nodeServerId: node.id, label: node.name, permissions: new Set(), ...origin };
}
