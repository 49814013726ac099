import type { IncomingMessage } from "node:http";
import type { Permission } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { DomainError, isDatabaseAway, isDomainError, notFound } from "#lib/core/errors";
import { redeemEventTicket } from "#lib/realtime/redeem-event-ticket";
import { authenticateHandshake, socketDataOf } from "./authenticate-handshake.ts";
import type { SocketData } from "./realtime-socket.ts";

export interface AdmittedSocket {
  data: SocketData;
  /** What stands behind the question mark, each name once. */
  query: Record<string, string>;
}

/**
 * Whether this request may become a plain WebSocket, decided before it does: by ticket, bearer header or cookie; the rest of the
 * address is for whoever has the path, once it is known who asks.
 * @throws DomainError not_found, unauthenticated, forbidden, validation_failed
 */
export async function admitPlainSocket(
  db: Database,
  { url = "", headers }: IncomingMessage,
  { isPath, permission }: { isPath: (pathname: string) => boolean; permission: Permission },
): Promise<AdmittedSocket> {
  const [path = "", search = ""] = url.split("?", 2);
  if (!isPath(path)) throw notFound("This path");
  const query = new URLSearchParams(search);
  const ticket = query.get("ticket");
  const data = ticket === null ? await authenticateHandshake(db, headers, {}) : socketDataOf(await redeemEventTicket(db, ticket));
  if (!data.rooms.includes(`permission:${permission}`)) throw new DomainError("forbidden", `This needs the permission ${permission}`);
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined) throw new DomainError("validation_failed", `${repeated}: given more than once`);
  return { data, query: Object.fromEntries(query) };
}

/** How a refusal is answered, in place of the upgrade; undefined when it is a fault of ours. */
export function refusalOf(error: unknown): DomainError | undefined {
  if (isDomainError(error)) return error;
  return isDatabaseAway(error)
    ? new DomainError("database_unavailable", "The database does not answer", { retryAfterS: 2, cause: error })
    : undefined;
}
