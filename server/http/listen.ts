import { createServer, type Server, STATUS_CODES } from "node:http";
import type { Server as NetServer } from "node:net";
import type { Duplex } from "node:stream";
import { DomainError } from "#lib/core/errors";
import { meterConnection } from "#lib/http/traffic-meter";
import { oneLine, StartupError } from "../startup-error.ts";
import type { Front } from "./front.ts";
import { problemAnswer } from "./problem-answer.ts";
import { dataPolicy, securityHeaders } from "./security-headers.ts";

/** The HTTP server with the limits that keep slow or strange peers from harming others. Does not listen yet. */
export function createHttpServer(front: Front): Server {
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 20_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 32 * 1024,
    // The front refuses a request without Host, with all headers of an answer; Node's own refusal has none.
    requireHostHeader: false,
    // curl and others offer h2c by Upgrade; they get their answer over HTTP/1.1.
    shouldUpgradeCallback: (req) => req.headers.upgrade?.toLowerCase() === "websocket",
  });
  server.maxHeadersCount = 200;
  server.on("connection", meterConnection);
  server.on("request", front.handle);
  server.on("checkContinue", front.handle);
  server.on("checkExpectation", front.handle);
  server.on("connect", (_req, socket: Duplex) => refuseSocket(socket, new DomainError("method_not_allowed", "This is not a proxy")));
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    const reason = error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "The request took too long" : "The request is malformed";
    return refuseSocket(socket, new DomainError("bad_request", reason));
  });
  return server;
}

/** Answers on a bare socket and closes it: for what never became a request, and for refused upgrades. */
export function refuseSocket(socket: Duplex, error: DomainError): void {
  socket.on("error", () => {});
  const requestId = crypto.randomUUID();
  const { status, headers, body } = problemAnswer(error, requestId);
  const all = {
    ...securityHeaders(false),
    "content-security-policy": dataPolicy,
    "x-request-id": requestId,
    ...headers,
    connection: "close",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
  setTimeout(() => socket.destroy(), 1_000).unref();
}

interface ListenOptions {
  /** The environment value that gave the port. */
  name?: string;
  /** How many connections may wait to be accepted; the system has a limit of its own (`net.core.somaxconn`). */
  backlog?: number;
}

/** Listens on a port. @throws StartupError when it is taken or may not be used */
export function listen(
  server: NetServer,
  port: number,
  host: string,
  { name = "PORT", backlog = 2_048 }: ListenOptions = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE"
          ? `is taken by another program: stop it or set ${name}`
          : `cannot be used (${oneLine(error)}): set ${name} or HOST`;
      reject(new StartupError(`Port ${port} ${reason}`, { cause: error }));
    });
    server.listen({ port, host, backlog }, () => resolve());
  });
}
