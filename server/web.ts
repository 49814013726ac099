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
  const app = next({
    dev: isDev,
    dir: path.join(import.meta.dirname, ".."),
    httpServer: createServer(),
    hostname: env.HOST,
    port: env.PORT,
  });
  await app.prepare();
  const upgrade = isDev ? app.getUpgradeHandler() : undefined;
  return {
    handle: app.getRequestHandler(),
    upgrade: upgrade && ((req, socket, head) => void upgrade(req, socket, head)),
    close: () => app.close(),
  };
}
