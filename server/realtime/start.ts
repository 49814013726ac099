import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Database } from "#lib/core/database";
import { isDatabaseAway, isDomainError } from "#lib/core/errors";
import { type Log, log as processLog } from "#lib/core/log";
import type { LoggedEvent } from "#lib/realtime/read-events";
import { forgetSettings } from "#lib/settings/current-settings";
import type { UpgradeHandler } from "../http/upgrade-router.ts";
import { authenticateHandshake } from "./authenticate-handshake.ts";
import { eventStream } from "./event-stream.ts";
import { fanOut } from "./fan-out.ts";
import { type EventFeed, followEvents } from "./listener.ts";
import type { PlainSockets } from "./plain-sockets.ts";
import type { RealtimeServer, RealtimeSocket } from "./realtime-socket.ts";
import { recheckIdentities } from "./recheck-identities.ts";
import { cutOff, cutSilentClosers, cutSlowReaders } from "./slow-readers.ts";
import { createSocketServer } from "./socket-server.ts";
import { parseLastSeq, welcome } from "./welcome.ts";

export interface Realtime {
  /** For the upgrade router: every request whose path begins with `/socket.io/`. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** For every request whose path begins as the event stream's does. */
  handleStreamUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** For the paths of other plain sockets, which came with the options. */
  upgradeOf(sockets: PlainSockets): UpgradeHandler;
  /** Sockets that are connected now. */
  connections(): number;
  /** Whether news from the database arrive; false while it is away. */
  isListening(): boolean;
  close(): Promise<void>;
}

export interface RealtimeOptions {
  db: Database;
  log?: Log;
  /** How often all connected sockets are compared with the accounts; the promise is 10 s. */
  recheckMs?: number;
  /** Instead of each high-rate type's own window (`coalesce.ts`). */
  coalesceMs?: number;
  /** A socket that has not said who it is after this time is closed. */
  greetingMs?: number;
  /** How often readers of the event stream are pinged. */
  pingMs?: number;
  /** Other plain sockets: their owners are re-checked, their slow readers cut, and they are closed, as ours are. */
  others?: readonly PlainSockets[];
}

/** Events after which somebody may no longer see what they saw. */
const identityEvents: ReadonlySet<string> = new Set(["user:changed", "system:key-changed"]);

/** The browser side of a web process: follows the event log and tells its own sockets. Starts with the database away, too. */
export function startRealtime(options: RealtimeOptions): Realtime {
  const { db, log = processLog(), recheckMs = 4_000, coalesceMs, greetingMs = 5_000, pingMs, others = [] } = options;
  const io = createSocketServer({ greetingMs });
  const out = fanOut(io, { windowMs: coalesceMs });
  const recheck = oneAtATime(async () => {
    const sockets = [...io.sockets.sockets.values()].map((socket) => ({ data: socket.data, disconnect: () => socket.disconnect(true) }));
    const peers = plain().map((peer) => ({ data: peer.data, disconnect: () => peer.close("notAllowed") }));
    const closed = await recheckIdentities(db, [...sockets, ...peers]);
    if (closed > 0) log.info({ closed }, "closed sockets whose owner may no longer be connected");
  }, log);

  const plain = () => [stream, ...others].flatMap((sockets) => sockets.peers());
  const stream = eventStream({ db, log, feed: () => feed, ...(pingMs !== undefined && { pingMs }) });
  const feed: EventFeed = followEvents({
    db,
    log,
    onEvents(events: readonly LoggedEvent[]) {
      out.tell(events);
      stream.tell(events);
      if (events.some(({ event }) => identityEvents.has(event.type))) recheck();
      if (events.some(({ event }) => event.type === "settings:changed")) forgetSettings();
    },
    onDiscontinued(position) {
      io.emit("resync", { seq: position.toString() });
      stream.resync(position);
    },
  });

  const open = new Set<Duplex>();
  const own = (socket: Duplex) => {
    socket.on("error", () => socket.destroy());
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  };
  const upgradeOf =
    (sockets: PlainSockets): UpgradeHandler =>
    (request, socket, head) => {
      own(socket);
      sockets.handleUpgrade(request, socket, head);
    };
  cutSilentClosers(io);
  acceptSockets(io, db, log);
  io.on("connection", (socket) => {
    // Sockets carry news, never commands.
    socket.onAny(() => cutOff(socket));
    welcome({ db, feed, fanOut: out }, socket, parseLastSeq(socket.handshake.auth.lastSeq)).catch((error: unknown) => {
      if (!isDatabaseAway(error)) log.warn({ err: error }, "could not bring a socket up to date");
      cutOff(socket);
    });
  });

  const rechecks = setInterval(recheck, recheckMs);
  const cuts = setInterval(() => {
    const cut = [stream, ...others].reduce((sum, sockets) => sum + sockets.cutSlow(), cutSlowReaders(io));
    if (cut > 0) log.warn({ cut }, "cut sockets whose reader stopped");
  }, 500);

  return {
    handleUpgrade(request, socket, head) {
      own(socket);
      try {
        io.engine.handleUpgrade(request as Parameters<typeof io.engine.handleUpgrade>[0], socket, head);
      } catch {
        // A request line that is no URL.
        socket.destroy();
      }
    },
    handleStreamUpgrade: (request, socket, head) => upgradeOf(stream)(request, socket, head),
    upgradeOf,
    connections: () => io.sockets.sockets.size + plain().length,
    isListening: feed.isListening,
    async close() {
      clearInterval(rechecks);
      clearInterval(cuts);
      out.close();
      await Promise.all([stream, ...others].map((sockets) => sockets.close()));
      await io.close();
      await feed.close();
      await allClosed(open, 1_000);
    },
  };
}

/** A peer that does not answer the close is not waited for: the process has ten seconds in all. */
async function allClosed(sockets: ReadonlySet<Duplex>, waitMs: number): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (sockets.size > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const socket of sockets) socket.destroy();
}

function acceptSockets(io: RealtimeServer, db: Database, log: Log): void {
  io.use((socket, next) => {
    authenticateHandshake(db, socket.request.headers, socket.handshake.auth).then(
      (data) => {
        socket.data = data;
        next();
      },
      (error: unknown) => {
        if (!isDomainError(error) && !isDatabaseAway(error)) log.error({ err: error }, "socket handshake failed");
        next(refusal(error));
        closeAfterAnswer(socket);
      },
    );
  });
}

/** What a refused client reads in `connect_error`: `data.code` says whether trying again can help. */
function refusal(error: unknown): Error {
  const code = isDomainError(error) ? error.code : "database_unavailable";
  const message = isDomainError(error) ? error.message : "Try again";
  return Object.assign(new Error(message), { data: { code } });
}

/** The refusal is written first; a client that does not read it is closed all the same. */
function closeAfterAnswer(socket: RealtimeSocket): void {
  setImmediate(() => socket.conn.close());
  setTimeout(() => cutOff(socket), 2_000).unref();
}

/** Asked for while it runs, it runs once more afterwards. Failures are logged: the next round comes anyway. */
function oneAtATime(work: () => Promise<void>, log: Log): () => void {
  let isRunning = false;
  let isWanted = false;
  return () => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    void (async () => {
      while (isWanted) {
        isWanted = false;
        await work().catch((error: unknown) => {
          if (!isDatabaseAway(error)) log.error({ err: error }, "could not re-check sockets");
        });
      }
      isRunning = false;
    })();
  };
}
