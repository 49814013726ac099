import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Env } from "#lib/core/env";
import { readiness } from "#lib/core/readiness";
import { createFront, type RequestHandler } from "./front.ts";
import { createHttpServer, listen } from "./listen.ts";
import { type RouteTable, readRouteTable } from "./route-table.ts";
import { createUpgradeRouter, type SocketPath, type UpgradeHandler } from "./upgrade-router.ts";

export interface Http {
  /** From now on requests are answered; before, each gets a 503. */
  serve(handler: RequestHandler): void;
  /** Hands WebSockets of these paths to somebody. */
  takeSockets(path: SocketPath, handle: UpgradeHandler): void;
  /** Tells everybody who waits for the database that it is away. */
  databaseWentAway(): void;
  /** Resolves when every request that was accepted is answered and nobody is accepted any more. */
  drain(): Promise<void>;
  /** Ends what is still open. */
  end(): void;
}

/** Opens the one port. @throws StartupError when it is taken */
export async function startHttp(env: Env): Promise<Http> {
  const isDev = env.NODE_ENV === "development";
  let app: RequestHandler | undefined;
  let routes: RouteTable | undefined;
  const handlers: { path: SocketPath; handle: UpgradeHandler }[] = [];
  const isDraining = () => readiness().isDraining;
  const front = createFront({
    app: () => app,
    routes: () => routes,
    isDraining,
    isDatabaseAway: () => readiness().isDatabaseAway,
    isDev,
    publicUrl: env.PUBLIC_URL === "" ? undefined : new URL(env.PUBLIC_URL),
  });
  const server = createHttpServer(front);
  server.on("upgrade", createUpgradeRouter({ handlers, isDraining }));
  await listen(server, env.PORT, env.HOST, { backlog: env.MAX_PENDING_CONNECTIONS });
  return {
    serve(handler) {
      if (!isDev) routes = readRouteTable(path.join(import.meta.dirname, "../../.generated/routes.json"));
      app = handler;
    },
    takeSockets: (path, handle) => void handlers.push({ path, handle }),
    databaseWentAway: front.databaseWentAway,
    async drain() {
      // While others are being answered, newcomers get a 503 that says when to come back, not a refused connection.
      while (front.inFlight() > 0) await sleep(20);
      server.close();
      server.closeIdleConnections();
    },
    end() {
      server.close();
      server.closeAllConnections();
    },
  };
}
