import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import type { LoggedEvent } from "#lib/realtime/read-events";
import { admitToStream } from "./admit-to-stream.ts";
import { catchUp } from "./catch-up.ts";
import type { EventFeed } from "./listener.ts";
import { type PlainSockets, plainSockets } from "./plain-sockets.ts";
import { StreamPeer, streamMessage } from "./stream-peer.ts";

export interface EventStream extends PlainSockets<StreamPeer> {
  /** Tells every peer that may hear them, in order. */
  tell(events: readonly LoggedEvent[]): void;
  /** The log is another one: everything known is stale. */
  resync(position: bigint): void;
}

interface StreamOptions {
  db: Database;
  log: Log;
  feed: () => EventFeed;
  /** How often peers are pinged; one that is silent for twice as long is closed. */
  pingMs?: number;
}

/** `GET /api/v1/monitoring/events`: the event log for outside tools, one plain WebSocket each. News, never commands. */
export function eventStream({ db, log, feed, pingMs }: StreamOptions): EventStream {
  /** Those that are up to date; the others are being brought there. */
  const live = new Set<StreamPeer>();

  const welcome = (peer: StreamPeer, since: bigint | undefined) => {
    peer.onClose(() => live.delete(peer));
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

  const sockets = plainSockets({
    log,
    name: "the event stream",
    pingMs,
    admit: (request) => admitToStream(db, request),
    accept(socket, { data, since, types }) {
      const peer = new StreamPeer(socket, data, types);
      welcome(peer, since);
      return peer;
    },
  });

  return {
    ...sockets,
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
  };
}
