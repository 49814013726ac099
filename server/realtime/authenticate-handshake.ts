import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "#lib/auth/actor";
import { authenticateHeaders } from "#lib/auth/authenticate";
import type { Database } from "#lib/core/database";
import { env } from "#lib/core/env";
import { DomainError } from "#lib/core/errors";
import type { Room } from "#lib/realtime/events";
import { isOwnOrigin } from "./check-origin.ts";
import type { SocketData, SocketIdentity } from "./realtime-socket.ts";

/** What the client says when it connects; `key` and `lastSeq` are the only names we know. */
export type HandshakeAuth = Record<string, unknown>;

/**
 * Who connects: an API key in `auth.key` or the Authorization header, else the session cookie.
 * @throws DomainError unauthenticated, forbidden (a page of another site)
 */
export async function authenticateHandshake(db: Database, headers: IncomingHttpHeaders, auth: HandshakeAuth): Promise<SocketData> {
  const bearer = typeof auth.key === "string" ? `Bearer ${auth.key}` : headers.authorization;
  const { actor, by } = await authenticateHeaders({ authorization: bearer, cookie: headers.cookie }, {}, "signed-in", db);
  if (by === "session" && !isOwnOrigin(headers.origin, headers.host, env().PUBLIC_URL))
    throw new DomainError("forbidden", "A socket with a session must be opened by this site");
  return socketDataOf(actor);
}

/** What a socket of somebody keeps. @throws DomainError unauthenticated */
export function socketDataOf(actor: Actor): SocketData {
  return { identity: identityOf(actor), rooms: roomsOf(actor), connectedAtMs: performance.now() };
}

function identityOf(actor: Actor): SocketIdentity {
  if (actor.kind === "user" && actor.tokenVersion !== undefined)
    return { kind: "user", id: actor.userId, tokenVersion: actor.tokenVersion, role: actor.role };
  if (actor.kind === "api_key") return { kind: "api_key", id: actor.keyId, permissions: [...actor.permissions].sort() };
  throw new DomainError("unauthenticated", "Sign in or send an API key");
}

/** A user hears own events; with a permission everything that is announced to it. */
function roomsOf(actor: Actor): Room[] {
  const byPermission = [...actor.permissions].map((permission): Room => `permission:${permission}`);
  return actor.kind === "user" ? [`user:${actor.userId}`, ...byPermission] : byPermission;
}
