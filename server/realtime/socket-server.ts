import { createServer } from "node:http";
import { Server } from "socket.io";
import { LimitedWebSocketServer } from "./limited-web-socket-server.ts";
import type { RealtimeServer } from "./realtime-socket.ts";

export const socketPath = "/socket.io/";

/**
 * socket.io that owns no port and no `upgrade` event: it is attached to a server that never listens, and the upgrade
 * router hands it sockets. WebSocket only; a dead peer is noticed within 9 s on both sides.
 */
export function createSocketServer(options: { greetingMs?: number } = {}): RealtimeServer {
  return new Server(createServer(), {
    path: socketPath,
    serveClient: false,
    transports: ["websocket"],
    allowUpgrades: false,
    destroyUpgrade: false,
    maxHttpBufferSize: 64 * 1024,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 5_000,
    pingTimeout: 4_000,
    // A socket that says nothing after the upgrade is nobody's.
    connectTimeout: options.greetingMs ?? 5_000,
    wsEngine: LimitedWebSocketServer,
  });
}
