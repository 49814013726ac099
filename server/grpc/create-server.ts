import { createServer, type Http2Server, type ServerHttp2Session } from "node:http2";
import { closeAnswered } from "./close-answered.ts";
import type { GrpcHandler } from "./create-handler.ts";
import { limitMessageTime } from "./limit-message-time.ts";
import { limitPings } from "./limit-pings.ts";

/** A connection that says nothing for so long is told to go; clients connect again by themselves. */
const idleMs = 5 * 60_000;

/** The HTTP/2 server, without TLS, with the limits that keep slow or strange peers from harming others. Does not listen yet. */
export function createGrpcServer(handle: GrpcHandler): { server: Http2Server; sessions: ReadonlySet<ServerHttp2Session> } {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer({
    settings: { maxConcurrentStreams: 100, maxHeaderListSize: 16 * 1024, enablePush: false },
    // Megabytes of one connection's frames and headers.
    maxSessionMemory: 4,
    maxHeaderListPairs: 64,
    maxSessionInvalidFrames: 50,
    maxSessionRejectedStreams: 50,
    streamResetBurst: 200,
    streamResetRate: 20,
  });
  server.maxConnections = 1_000;
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
    session.on("error", () => session.destroy());
    session.setTimeout(idleMs, () => session.close());
    limitPings(session);
  });
  // What is no HTTP/2 (a browser, a port scan) ends its connection and nothing else.
  server.on("sessionError", (_error, session) => session.destroy());
  server.on("request", (req, res) => {
    limitMessageTime(req, res);
    closeAnswered(req);
    handle(req, res);
  });
  return { server, sessions };
}
