import type { IncomingMessage } from "node:http";
import { parseInput } from "#lib/auth/operation";
import type { Database } from "#lib/core/database";
import { EventStreamInput } from "#lib/realtime/schema";
import { admitPlainSocket } from "./admit-plain-socket.ts";
import type { SocketData } from "./realtime-socket.ts";

export const streamPath = "/api/v1/monitoring/events";

export interface Admitted {
  data: SocketData;
  since: bigint | undefined;
  types: readonly string[] | undefined;
}

/**
 * Whether this request may become a WebSocket of the event stream.
 * @throws DomainError not_found, unauthenticated, forbidden, validation_failed
 */
export async function admitToStream(db: Database, request: IncomingMessage): Promise<Admitted> {
  const permission = "monitoring:read";
  const { data, query } = await admitPlainSocket(db, request, { isPath: (path) => path === streamPath, permission });
  const { since, types } = parseInput(EventStreamInput, query);
  return { data, since: since === undefined ? undefined : BigInt(since), types };
}
