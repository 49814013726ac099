import type { WebSocket } from "ws";
import { parseInput } from "#lib/auth/operation";
import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { beginWatch, readChangedNodes, readPeerIds, type WatchPlace } from "#lib/telemetry/read-changed-nodes";
import { type LiveMessage, SocketInput } from "#lib/telemetry/schema";
import { admitPlainSocket } from "../realtime/admit-plain-socket.ts";
import { PlainPeer } from "../realtime/plain-peer.ts";
import { type PlainSockets, plainSockets } from "../realtime/plain-sockets.ts";
import type { SocketData } from "../realtime/realtime-socket.ts";
import { LiveChanges } from "./live-changes.ts";

export const livePath = "/api/v1/telemetry/live";

/** A first full list of ten thousand nodes is no slow reader. */
const mostQueuedBytes = 8 * 1024 * 1024;

interface LiveOptions {
  db: Database;
  log: Log;
  everyMs?: number;
  /** How often to look for nodes that are no more. */
  goneEveryMs?: number;
  pingMs?: number;
}

interface Watch {
  since: WatchPlace;
  changes: LiveChanges;
  goneAtMs: number;
}

/** A reader of the live nodes: it is told, and says nothing. */
class LivePeer extends PlainPeer {
  isGreeted = false;

  constructor(socket: WebSocket, data: SocketData) {
    super(socket, data, { mostQueuedBytes });
    socket.on("message", () => this.close("noCommands"));
  }

  tell(message: LiveMessage): void {
    this.send(JSON.stringify(message));
  }
}

/**
 * `WS /api/v1/telemetry/live`: nodes as they change, for lists that have all of them from `GET /nodes/live`. One statement a tick
 * for all readers of this process, and none while there are none.
 */
export function liveNodes({ db, log, everyMs = 250, goneEveryMs = 10_000, pingMs }: LiveOptions): PlainSockets {
  let watch: Watch | undefined;
  let looking: Promise<void> | undefined;

  /** From `hello` on a reader is told everything that is written later than its instant. */
  const look = async () => {
    const readers = sockets.peers();
    watch ??= { since: await beginWatch(db), changes: new LiveChanges(), goneAtMs: Number.NEGATIVE_INFINITY };
    // Nobody may be there any more when PostgreSQL answers; then it is dropped, and whoever comes next begins anew.
    const current = watch;
    const { next, nodes } = await readChangedNodes(db, current.since);
    const mustCount = performance.now() - current.goneAtMs >= goneEveryMs;
    const gone = mustCount ? current.changes.gone(await readPeerIds(db)) : [];
    if (mustCount) current.goneAtMs = performance.now();
    current.since = next;
    const at = next.at.toISOString();
    const message = { at, nodes: current.changes.changed(nodes), gone };
    const hasNews = message.nodes.length > 0 || gone.length > 0;
    const text = hasNews ? JSON.stringify(message satisfies LiveMessage) : "";
    for (const reader of readers) {
      if (!reader.isGreeted) reader.tell({ hello: { at, intervalMs: everyMs } });
      else if (hasNews) reader.send(text);
      reader.isGreeted = true;
    }
  };

  const timer = setInterval(() => {
    if (sockets.peers().length === 0) watch = undefined;
    else
      looking ??= look()
        .catch((error: unknown) => {
          // The next look begins where the last one that succeeded ended.
          if (!isDatabaseAway(error)) log.error({ err: error }, "cannot read how nodes change");
        })
        .finally(() => {
          looking = undefined;
        });
  }, everyMs);
  timer.unref();

  const sockets = plainSockets({
    log,
    name: "the live stream of nodes",
    pingMs,
    async admit(request) {
      const { data, query } = await admitPlainSocket(db, request, { isPath: (path) => path === livePath, permission: "telemetry:read" });
      parseInput(SocketInput, query);
      return data;
    },
    accept: (socket, data: SocketData) => new LivePeer(socket, data),
  });

  return {
    ...sockets,
    async close() {
      clearInterval(timer);
      await sockets.close();
      await looking;
    },
  };
}
