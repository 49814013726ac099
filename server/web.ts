import { createServer } from "node:http";
import path from "node:path";
import next from "next";
import type { Env } from "#lib/core/env";
import type { RequestHandler } from "./http/front.ts";
import type { UpgradeHandler } from "./http/upgrade-router.ts";

export interface Web {
  handle: RequestHandler;
  /** Hot reload, in development only. */
  upgrade: UpgradeHandler | undefined;
  close(): Promise<void>;
}

/** Prepares Next. It gets a server that never listens, so that it never takes an `upgrade` that is ours. */
export async function startWeb(env: Env): Promise<Web> {
  const isDev = env.NODE_ENV === "development";
  const neverListens = createServer();
  const app = next({
    dev: isDev,
    dir: path.join(import.meta.dirname, ".."),
    httpServer: neverListens,
    hostname: env.HOST,
    port: env.PORT,
  });
  await app.prepare();
  // Next's getUpgradeHandler() leads nowhere in this version (a page in development then never comes alive). It listens for
  // upgrades on the server it was given, from its first request on.
  const upgrade: UpgradeHandler = (req, socket, head) => void (neverListens.emit("upgrade", req, socket, head) || socket.destroy());
  return {
    handle: app.getRequestHandler(),
    upgrade: isDev ? upgrade : undefined,
    close: () => app.close(),
  };
}
