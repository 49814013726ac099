import { createServer } from "node:http";
import { pino } from "pino";
import { type Database, openDatabase } from "#lib/core/database";
import type { Log } from "#lib/core/log";
import { createUpgradeRouter } from "../../http/upgrade-router.ts";
import { startRealtime } from "../../realtime/start.ts";
import { isFeedPath, telemetryFeed } from "../feed.ts";
import { liveNodes, livePath } from "../live-nodes.ts";

export interface ReadingProcess {
  port: number;
  db: Database;
  /** Sockets that are open. */
  connections(): number;
  close(): Promise<void>;
}

interface Options {
  everyMs?: number;
  expiryS?: number;
  goneEveryMs?: number;
  log?: Log;
}

/** A web process as far as the sockets of telemetry are concerned: a port, an upgrade router, pools of its own. */
export async function startReadingProcess(
  url: string,
  { everyMs = 20, expiryS = 3_600, goneEveryMs = 100, log = pino({ level: "silent" }) }: Options = {},
): Promise<ReadingProcess> {
  const db = openDatabase(url, { poolSize: 4, ingestPoolSize: 1 });
  const env = { CACHE_EXPIRY_S: expiryS, CACHE_UPDATE_INTERVAL_MS: everyMs, CACHE_UPDATE_TIMEOUT_S: 5 };
  const [feed, live] = [telemetryFeed({ db, log, env }), liveNodes({ db, log, everyMs, goneEveryMs })];
  const realtime = startRealtime({ db, log, recheckMs: 200, others: [feed, live] });
  const server = createServer();
  const handlers = [
    { path: isFeedPath, handle: realtime.upgradeOf(feed) },
    { path: livePath, handle: realtime.upgradeOf(live) },
  ];
  server.on("upgrade", createUpgradeRouter({ handlers, isDraining: () => false }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  return {
    port: address.port,
    db,
    connections: realtime.connections,
    async close() {
      await realtime.close();
      await new Promise((resolve) => server.close(resolve));
      await db.close();
    },
  };
}
