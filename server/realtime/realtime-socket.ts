import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { Role } from "#lib/auth/permissions";
import type { Room } from "#lib/realtime/events";

/** Who a socket belongs to, as it was when it connected. The re-check compares it with the database. */
export type SocketIdentity =
  | { kind: "user"; id: string; tokenVersion: number; role: Role }
  | { kind: "api_key"; id: string; permissions: readonly string[] };

export interface SocketData {
  identity: SocketIdentity;
  rooms: readonly Room[];
  /** performance.now() of the handshake: a socket does not outlive its session. */
  connectedAtMs: number;
}

export type RealtimeServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type RealtimeSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
