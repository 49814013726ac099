import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Database } from "#lib/core/database";
import { DomainError, isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import type { LoggedEvent } from "#lib/realtime/read-events";
import { refuseSocket } from "../http/listen.ts";
import { type Admitted, admitToStream, refusalOf } from "./admit-to-stream.ts";
import { catchUp } from "./catch-up.ts";
import { LimitedWebSocketServer } from "./limited-web-socket-server.ts";
import type { EventFeed } from "./listener.ts";
import { StreamPeer, streamMessage } from "./stream-peer.ts";

export interface EventStream {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every peer that may hear them, in order. */
  tell(events: readonly LoggedEvent[]): void;
  /** The log is another one: everything known is stale. */
  resync(position: bigint): void;
  /** Those that are open. */
  peers(): readonly StreamPeer[];
  /** Closes whoever reads too slowly; they may come back and resume. */
  cutSlow(): number;
  close(): void;
}

interface StreamOptions {
  db: Database;
  log: Log;
  feed: () => EventFeed;
  /** How often peers are pinged; one that is silent for twice as long is closed. */
  pingMs?: number;
}

/** `GET /api/v1/monitoring/events`: the event log for outside tools, one plain WebSocket each. News, never commands. */
export function eventStream({ db, log, feed, pingMs = 30_000 }: StreamOptions): EventStream {
  const server = new LimitedWebSocketServer({ noServer: true, clientTracking: false, maxPayload: 64 * 1024 });
  const peers = new Set<StreamPeer>();
  /** Those that are up to date; the others are being brought there. */
  const live = new Set<StreamPeer>();
  let isClosed = false;

  const accept = (peer: StreamPeer, since: bigint | undefined) => {
    peers.add(peer);
    peer.onClose(() => {
      peers.delete(peer);
      live.delete(peer);
    });
    const reader = {
      rooms: peer.data.rooms,
      isOpen: () => peer.isOpen(),
      tell(events: readonly LoggedEvent[]) {
        for (const logged of events) if (peer.mayHear(logged)) peer.send(streamMessage(logged));
      },
      goLive(position: bigint, greeting?: "hello" | "resync") {
        live.add(peer);
        if (greeting) peer.note(greeting, position);
      },
      hasDrained: () => peer.hasDrained(),
    };
    catchUp({ db, feed: feed() }, reader, since).catch((error: unknown) => {
      if (!isDatabaseAway(error)) log.warn({ err: error }, "could not bring a reader of the event stream up to date");
      peer.close("tryAgain");
    });
  };

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    let admitted: Admitted;
    try {
      admitted = await admitToStream(db, request);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) log.error({ err: error }, "the event stream could not be opened");
      return refuseSocket(socket, refusal ?? new DomainError("internal", "An unexpected error"));
    }
    if (isClosed) return refuseSocket(socket, new DomainError("shutting_down", "This process is stopping", { retryAfterS: 2 }));
    const { data, since, types } = admitted;
    return server.handleUpgrade(request, socket, head, (webSocket) => accept(new StreamPeer(webSocket, data, types), since));
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
    tell(events) {
      for (const logged of events) {
        let text: string | undefined;
        for (const peer of live) {
          if (!peer.mayHear(logged)) continue;
          text ??= streamMessage(logged);
          peer.send(text);
        }
      }
    },
    resync(position) {
      for (const peer of live) peer.note("resync", position);
    },
    peers: () => [...peers].filter((peer) => peer.isOpen()),
    cutSlow() {
      const slow = [...peers].filter((peer) => peer.isTooSlow());
      for (const peer of slow) {
        live.delete(peer);
        peer.close("tooSlow");
      }
      return slow.length;
    },
    close() {
      isClosed = true;
      clearInterval(heartbeat);
      for (const peer of peers) peer.close("restart");
    },
  };
}
