import { createServer } from "node:http";
import { pino } from "pino";
import { type Database, openDatabase } from "#lib/core/database";
import { createUpgradeRouter } from "../../http/upgrade-router.ts";
import { streamPath } from "../admit-to-stream.ts";
import { type Realtime, type RealtimeOptions, startRealtime } from "../start.ts";

export interface WebProcess {
  port: number;
  realtime: Realtime;
  db: Database;
  close(): Promise<void>;
}

/** A web process as far as sockets are concerned: a port, an upgrade router, pools of its own. */
export async function startWebProcess(url: string, options: Partial<RealtimeOptions> = {}, port = 0): Promise<WebProcess> {
  const db = openDatabase(url, { poolSize: 4, ingestPoolSize: 1 });
  const realtime = startRealtime({ db, log: pino({ level: "silent" }), recheckMs: 200, ...options });
  const server = createServer();
  const handlers = [
    { path: "/socket.io/", handle: realtime.handleUpgrade },
    { path: streamPath, handle: realtime.handleStreamUpgrade },
  ];
  server.on("upgrade", createUpgradeRouter({ handlers, isDraining: () => false }));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  return {
    port: address.port,
    realtime,
    db,
    async close() {
      await realtime.close();
      await new Promise((resolve) => server.close(resolve));
      await db.close();
    },
  };
}
