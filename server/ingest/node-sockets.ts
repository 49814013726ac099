import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { DomainError } from "#lib/core/errors";
import type { TelemetryCounters } from "#lib/telemetry/counters";
import { refuseSocket } from "../http/listen.ts";
import { LimitedWebSocketServer } from "../realtime/limited-web-socket-server.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type AdmittedNode, NodeConnection } from "./node-connection.ts";
import type { IngestSink } from "./node-sink.ts";

/** How often each socket is looked at. */
const lookMs = 500;
/** A look that is this late was held up by the process or its machine; everybody then has this share of the time left at least. */
const [stillMs, shareAfterStill] = [2_000, 0.3];
/** A node that does not answer our close is not waited for. */
const closeTimeoutMs = 2_000;

export interface NodeSocketsOptions {
  sink: IngestSink;
  counters: TelemetryCounters;
  limits: { maxPayloadBytes: number; heartbeatMs: number; silenceMs: number };
  clock?: Clock;
}

/** Every socket of nodes of this process. */
export interface NodeSockets {
  /** Makes a WebSocket of a request that was let in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, admitted: AdmittedNode): void;
  all(): readonly NodeConnection[];
  /** Reads nothing any more and tells the sink that all are gone: what comes now is the next process's. */
  stop(): void;
  /** Says goodbye to all, and cuts those who have not gone after a moment. */
  close(): Promise<void>;
}

/** Reads nodes' sockets as long as the sink has room; none is read when it has not. */
export function nodeSockets({ sink, counters, limits, clock = systemClock }: NodeSocketsOptions): NodeSockets {
  const { maxPayloadBytes: maxPayload, heartbeatMs, silenceMs } = limits;
  const server = new LimitedWebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload,
    // Bad UTF-8 costs a node its message, not its socket.
    skipUTF8Validation: true,
    closeTimeout: closeTimeoutMs,
  });
  server.on("wsClientError", (_error, socket) =>
    refuseSocket(socket, new DomainError("bad_request", "This is no proper request for a WebSocket")),
  );
  const connections = new Set<NodeConnection>();
  let isPaused = false;
  let isStopped = false;
  let waitForEnd: (() => void) | undefined;

  const pauseWhenFull = () => {
    if (isPaused || !sink.isFull()) return;
    isPaused = true;
    for (const connection of connections) connection.pause();
  };
  sink.onRoom(() => {
    if (!isPaused || isStopped || sink.isFull()) return;
    isPaused = false;
    // Those that are read first may fill it again: next time they come last.
    const [first, ...others] = connections;
    if (first) {
      connections.delete(first);
      connections.add(first);
      for (const connection of [...others, first]) connection.resume();
    }
  });

  // A quiet node is asked in time, whatever the two values are.
  const askEveryMs = Math.min(heartbeatMs, silenceMs / 2);
  let lookedAtMs = clock.nowMs();
  const look = () => {
    const nowMs = clock.nowMs();
    const hasStoodStill = nowMs - lookedAtMs > stillMs;
    lookedAtMs = nowMs;
    for (const connection of connections) {
      // While this process stood still nobody was asked, and nobody could be heard.
      if (hasStoodStill) connection.countAsHeard(nowMs - silenceMs * (1 - shareAfterStill));
      // Of one that we do not read nothing can be heard. It is asked all the same: a node that is gone is noticed by that.
      if (nowMs >= connection.silentAtMs(silenceMs)) connection.cut("silent");
      else if (nowMs >= connection.askedAtMs + askEveryMs) connection.ask(nowMs);
    }
  };
  const stopLooking = clock.every(lookMs, look);

  return {
    accept(request, socket, head, admitted) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        counters.socketsOpened += 1;
        const connection = new NodeConnection(webSocket, admitted, {
          sink,
          counters,
          clock,
          onTaken: pauseWhenFull,
          onClosed(closed) {
            connections.delete(closed);
            if (connections.size === 0) waitForEnd?.();
          },
        });
        connections.add(connection);
        if (isPaused) connection.pause();
      });
    },
    all: () => [...connections],
    stop() {
      isPaused = isStopped = true;
      for (const connection of connections) connection.stop();
    },
    async close() {
      stopLooking();
      const allClosed = new Promise<void>((resolve) => {
        waitForEnd = resolve;
      });
      for (const connection of connections) connection.end("restart");
      const cutRest = setTimeout(() => {
        for (const connection of connections) connection.cut("restart");
      }, 1_000);
      if (connections.size > 0) await allClosed;
      clearTimeout(cutRest);
    },
  };
}
