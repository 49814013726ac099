import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { DomainError, isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { ingestCounters } from "#lib/ingest/counters";
import { type IngestNode, ingestNode } from "#lib/ingest/ingest-node";
import { receiveItems } from "#lib/ingest/receive-items";
import { requestAddress } from "../../http/address.ts";
import { refuseSocket } from "../../http/listen.ts";
import { refusalOf } from "../../realtime/admit-plain-socket.ts";
import { LimitedWebSocketServer } from "../../realtime/limited-web-socket-server.ts";
import { IngestPeer, maxMessageBytes } from "./ingest-peer.ts";
import { itemQueue } from "./item-queue.ts";
import { recheckTokens } from "./recheck-tokens.ts";

export const isAcknowledgedPath = (pathname: string) => pathname === "/ingest/v1";
/** A server that reports from several programs has a few. */
const mostSocketsOfServer = 16;
/** Of the process's 10 s at the end. */
const [flushMs, goodbyeMs] = [3_000, 1_000];

export interface AcknowledgedIngest {
  /** For the upgrade router. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** Of items that wait to be stored. */
  bufferedBytes(): number;
  close(): Promise<void>;
}

export interface AcknowledgedOptions {
  db: Database;
  log: Log;
  /** What items that wait may take in memory; beyond it no socket is read. */
  bufferLimitBytes: number;
  /** How often tokens are compared with the servers'; the promise is 10 s. */
  recheckMs?: number;
  /** How often peers are pinged; one that is silent for twice as long is cut. */
  pingMs?: number;
}

/** `WS /ingest/v1`: items of node servers, each answered after its COMMIT. Sockets stay open while the database is away. */
export function startAcknowledged({
  db,
  log,
  bufferLimitBytes,
  recheckMs = 4_000,
  pingMs = 30_000,
}: AcknowledgedOptions): AcknowledgedIngest {
  const server = new LimitedWebSocketServer({ noServer: true, clientTracking: false, maxPayload: maxMessageBytes });
  const peers = new Set<IngestPeer>();
  let isClosed = false;

  const queue = itemQueue({
    receive: (node, items) => receiveItems(systemContext("acknowledged ingest", { db }), node, items),
    limitBytes: bufferLimitBytes,
    onTurn() {
      for (const peer of peers) peer.steer();
    },
  });

  ingestCounters().look = () => ({ open: peers.size, bufferedBytes: queue.bufferedBytes() });

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    let node: IngestNode;
    try {
      const address = requestAddress(request.socket.remoteAddress, request.headers);
      node = await ingestNode(db, request.headers.authorization, address);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) log.error({ err: error }, "a socket of acknowledged ingest could not be opened");
      return refuseSocket(socket, refusal ?? new DomainError("internal", "An unexpected error"));
    }
    if (isClosed) return refuseSocket(socket, new DomainError("shutting_down", "This process is stopping", { retryAfterS: 2 }));
    return server.handleUpgrade(request, socket, head, (webSocket) => {
      const peer = new IngestPeer(webSocket, node, queue);
      if ([...peers].filter((other) => other.node.id === node.id).length >= mostSocketsOfServer) return peer.close("tooMany");
      peers.add(peer);
      peer.onClose(() => peers.delete(peer));
    });
  };

  const pings = setInterval(() => {
    for (const peer of peers) peer.check(pingMs * 2);
  }, pingMs);
  const rechecks = setInterval(() => {
    recheckTokens(db, [...peers]).then(
      (closed) => {
        if (closed > 0) log.info({ closed }, "closed sockets of acknowledged ingest whose token was replaced");
      },
      (error: unknown) => {
        if (!isDatabaseAway(error)) log.error({ err: error }, "could not re-check tokens of acknowledged ingest");
      },
    );
  }, recheckMs);
  pings.unref();
  rechecks.unref();

  return {
    handleUpgrade: (request, socket, head) => void admit(request, socket, head),
    connections: () => peers.size,
    bufferedBytes: queue.bufferedBytes,
    async close() {
      isClosed = true;
      clearInterval(pings);
      clearInterval(rechecks);
      await queue.close(flushMs);
      ingestCounters().look = null;
      for (const peer of peers) peer.close("restart");
      const endsAt = performance.now() + goodbyeMs;
      while (peers.size > 0 && performance.now() < endsAt) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}
