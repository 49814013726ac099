import type { IncomingMessage } from "node:http";
import { parseInput } from "#lib/auth/operation";
import type { Database } from "#lib/core/database";
import { DomainError, isDatabaseAway, isDomainError, notFound } from "#lib/core/errors";
import { redeemEventTicket } from "#lib/realtime/redeem-event-ticket";
import { EventStreamInput } from "#lib/realtime/schema";
import { authenticateHandshake, socketDataOf } from "./authenticate-handshake.ts";
import type { SocketData } from "./realtime-socket.ts";

export const streamPath = "/api/v1/monitoring/events";

export interface Admitted {
  data: SocketData;
  since: bigint | undefined;
  types: readonly string[] | undefined;
}

/**
 * Whether this request may become a WebSocket of the event stream, decided before it does: by ticket, bearer header or
 * cookie; the address is checked once it is known who asks.
 * @throws DomainError not_found, unauthenticated, forbidden, validation_failed
 */
export async function admitToStream(db: Database, { url = "", headers }: IncomingMessage): Promise<Admitted> {
  const [path, search = ""] = url.split("?", 2);
  if (path !== streamPath) throw notFound("This path");
  const query = new URLSearchParams(search);
  const ticket = query.get("ticket");
  const data = ticket === null ? await authenticateHandshake(db, headers, {}) : socketDataOf(await redeemEventTicket(db, ticket));
  if (!data.rooms.includes("permission:monitoring:read")) throw new DomainError("forbidden", "This needs the permission monitoring:read");
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined) throw new DomainError("validation_failed", `${repeated}: given more than once`);
  const { since, types } = parseInput(EventStreamInput, Object.fromEntries(query));
  return { data, since: since === undefined ? undefined : BigInt(since), types };
}

/** How a refusal is answered, in place of the upgrade; undefined when it is a fault of ours. */
export function refusalOf(error: unknown): DomainError | undefined {
  if (isDomainError(error)) return error;
  return isDatabaseAway(error)
    ? new DomainError("database_unavailable", "The database does not answer", { retryAfterS: 2, cause: error })
    : undefined;
}
