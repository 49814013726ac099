import type { IncomingMessage, Server } from "node:http";
import { createFront, type Front, type FrontOptions, type RequestHandler } from "../http/front.ts";
import { createHttpServer, listen } from "../http/listen.ts";
import { routeTable } from "../http/route-table.ts";
import { createUpgradeRouter } from "../http/upgrade-router.ts";

export interface FrontServer {
  port: number;
  url: string;
  front: Front;
  /** What the front asks; change it to see what it does. */
  state: { isDraining: boolean; isDatabaseAway: boolean; app: RequestHandler | undefined };
  close(): void;
}

const routes = routeTable([
  { method: "GET", path: "/api/v1/things" },
  { method: "POST", path: "/api/v1/things" },
  { method: "POST", path: "/api/v1/server/UniProxy/push" },
  { method: "GET", path: "/healthz" },
]);

/** The real front and server in front of a handler that stands where Next stands. */
export async function startFrontServer(app: RequestHandler, options: Partial<FrontOptions> = {}): Promise<FrontServer> {
  const state = { isDraining: false, isDatabaseAway: false, app: app as RequestHandler | undefined };
  const front = createFront({
    app: () => state.app,
    routes: () => routes,
    isDraining: () => state.isDraining,
    isDatabaseAway: () => state.isDatabaseAway,
    isDev: false,
    publicUrl: undefined,
    ...options,
  });
  const server = createHttpServer(front);
  const echo = {
    path: "/socket.io/",
    handle: (_: IncomingMessage, socket: NodeJS.WritableStream) => void socket.end("HTTP/1.1 101 Yes\r\n\r\n"),
  };
  server.on("upgrade", createUpgradeRouter({ handlers: [echo], isDraining: () => state.isDraining }));
  await listen(server, 0, "127.0.0.1");
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  return { port, url: `http://127.0.0.1:${port}`, front, state, close: () => end(server) };
}

function end(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** Answers what it was asked, body and headers, as JSON. */
export const echo: RequestHandler = async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  res.setHeader("content-type", "application/json");
  res.end(JSON.stringify({ method: req.method, url: req.url, headers: req.headers, length: body.length, body: body.slice(0, 100) }));
};
