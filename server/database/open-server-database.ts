import path from "node:path";
import type { Env } from "#lib/core/env";
import type { Log } from "#lib/core/log";
import { checkConnection } from "./connect-check.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { startEmbedded } from "./embedded.ts";
import { embeddedSettings } from "./settings.ts";

export interface ServerDatabase {
  url: string;
  /** Where the data lies, for a person. */
  place: string;
  stop(): Promise<void>;
}

/** The database this process works with: the external one of `DATABASE_URL`, else the embedded one. @throws StartupError */
export async function openServerDatabase(env: Env, log: Log): Promise<ServerDatabase> {
  // Secrets live there in both cases.
  const folder = prepareDataFolder(env.FLEETLIGHT_DATA_DIR);
  if (env.DATABASE_URL !== "") {
    await checkConnection(env.DATABASE_URL);
    const { host, pathname } = new URL(env.DATABASE_URL);
    return { url: env.DATABASE_URL, place: `PostgreSQL ${host}${pathname}`, stop: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir: folder, settings: roomFor(env.DB_POOL_SIZE), log: (message) => log.warn(message) });
  return { url: embedded.url, place: path.resolve(folder), stop: embedded.stop };
}

/** On a machine with many processors ingest alone may use more connections than the usual limit. */
function roomFor(ingestPoolSize: number): Record<string, string> {
  return { max_connections: String(Math.max(Number(embeddedSettings.max_connections), 40 + ingestPoolSize)) };
}
