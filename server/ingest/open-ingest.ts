import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { DomainError, isDatabaseAway, isDomainError } from "#lib/core/errors";
import { log } from "#lib/core/log";
import { requestAddress } from "../http/address.ts";
import { refuseSocket } from "../http/listen.ts";
import type { UpgradeHandler } from "../http/upgrade-router.ts";
import { within } from "../within.ts";
import { type Admission, admitNode } from "./admit-node.ts";
import { readIngestPath } from "./ingest-path.ts";
import type { AdmittedNode } from "./node-connection.ts";
import { type NodeSockets, type NodeSocketsOptions, nodeSockets } from "./node-sockets.ts";

interface IngestPortOptions extends NodeSocketsOptions {
  admission: Admission;
  /** Hears of everybody who is not let in. */
  onRefused?: (address: string, refusal: DomainError) => void;
  /** How many sockets may wait to be let in. */
  maxPending: number;
  /** How long a stop waits for the database. A process has ten seconds in all: with it away nodes are told in time all the same. */
  flushWithinMs?: number;
}

/** The door: nodes' sockets, from the request on. */
export interface IngestPort {
  /** Paths that are nodes'. */
  takes(pathname: string): boolean;
  handleUpgrade: UpgradeHandler;
  sockets: NodeSockets;
  /** Lets nobody in any more, stores what was taken and then says goodbye: 1012. */
  close(): Promise<void>;
}

/** Lets nodes in that may; everybody else is answered over HTTP, before anything is opened. */
export function openIngest(options: IngestPortOptions): IngestPort {
  const { admission, maxPending, onRefused, flushWithinMs = 4_500 } = options;
  const sockets = nodeSockets(options);
  let pending = 0;
  let closing: Promise<void> | undefined;

  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    let admitted: AdmittedNode;
    try {
      if (pending >= maxPending) throw new DomainError("rate_limited", "Too many sockets are being opened", { retryAfterS: 1 });
      pending += 1;
      admitted = await admitNode(request, admission).finally(() => {
        pending -= 1;
      });
      if (closing) throw new DomainError("shutting_down", "This process is stopping", { retryAfterS: 2 });
    } catch (error) {
      options.counters.socketsRefused += 1;
      const refusal = refusalOf(error);
      onRefused?.(requestAddress(request.socket.remoteAddress, request.headers), refusal);
      return refuseSocket(socket, refusal);
    }
    return sockets.accept(request, socket, head, admitted);
  };

  const close = async () => {
    sockets.stop();
    await within(flushWithinMs, options.sink.close());
    await sockets.close();
  };

  return {
    takes: (pathname) => readIngestPath(pathname) !== undefined,
    handleUpgrade: (request, socket, head) => void admit(request, socket, head),
    sockets,
    close: () => (closing ??= close()),
  };
}

function refusalOf(error: unknown): DomainError {
  if (isDomainError(error)) return error;
  if (isDatabaseAway(error))
    return new DomainError("database_unavailable", "The database does not answer", { retryAfterS: 2, cause: error });
  log().error({ err: error }, "a node's socket could not be opened");
  return new DomainError("internal", "An unexpected error");
}
