import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { DomainError } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { refuseSocket } from "../http/listen.ts";
import { refusalOf } from "./admit-plain-socket.ts";
import { LimitedWebSocketServer } from "./limited-web-socket-server.ts";
import type { PlainPeer } from "./plain-peer.ts";

/** Plain WebSockets of one kind, from the upgrade to the close. */
export interface PlainSockets<P extends PlainPeer = PlainPeer> {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Those that are open. */
  peers(): readonly P[];
  /** Closes whoever reads too slowly; they may come back. */
  cutSlow(): number;
  /** Tells everybody that this process stops. */
  close(): void | Promise<void>;
}

interface PlainSocketsOptions<A, P extends PlainPeer> {
  log: Log;
  /** For the log: `the event stream`. */
  name: string;
  /** How often peers are pinged; one that is silent for twice as long is closed. */
  pingMs?: number | undefined;
  /** Who may, decided before there is a WebSocket. @throws DomainError */
  admit(request: IncomingMessage): Promise<A>;
  accept(socket: WebSocket, admitted: A): P;
}

const mostMessageBytes = 64 * 1024;

export function plainSockets<A, P extends PlainPeer>(options: PlainSocketsOptions<A, P>): PlainSockets<P> {
  const { log, name, pingMs = 30_000 } = options;
  const server = new LimitedWebSocketServer({ noServer: true, clientTracking: false, maxPayload: mostMessageBytes });
  const peers = new Set<P>();
  let isClosed = false;

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    let admitted: A;
    try {
      admitted = await options.admit(request);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) log.error({ err: error }, `${name} could not be opened`);
      return refuseSocket(socket, refusal ?? new DomainError("internal", "An unexpected error"));
    }
    if (isClosed) return refuseSocket(socket, new DomainError("shutting_down", "This process is stopping", { retryAfterS: 2 }));
    return server.handleUpgrade(request, socket, head, (webSocket) => {
      const peer = options.accept(webSocket, admitted);
      peers.add(peer);
      peer.onClose(() => peers.delete(peer));
    });
  };

  const heartbeat = setInterval(() => {
    const nowMs = performance.now();
    for (const peer of peers) {
      if (nowMs - peer.heardAtMs < pingMs * 2) peer.ping();
      else peer.terminate();
    }
  }, pingMs);
  heartbeat.unref();

  return {
    handleUpgrade: (request, socket, head) => void admit(request, socket, head),
    peers: () => [...peers].filter((peer) => peer.isOpen()),
    cutSlow() {
      const slow = [...peers].filter((peer) => peer.isTooSlow());
      for (const peer of slow) peer.close("tooSlow");
      return slow.length;
    },
    close() {
      isClosed = true;
      clearInterval(heartbeat);
      for (const peer of peers) peer.close("restart");
    },
  };
}
