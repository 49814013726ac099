import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Env } from "#lib/core/env";
import { checkConnection } from "../database/connect-check.ts";
import { startEmbedded } from "../database/embedded.ts";
import { DataFolderHeld } from "../database/hold-data-folder.ts";
import { readPostmaster } from "../database/postmaster.ts";
import { oneLine, StartupError } from "../startup-error.ts";

/** The database of an installation, for the time of one command. */
export interface Installation {
  url: string;
  /** For a person. */
  place: string;
  /** True when nobody else can be working on it: the embedded database was started for this command. */
  isAlone: boolean;
  stop(): Promise<void>;
}

const askEveryMs = 100;
const longestWaitMs = 30_000;

/**
 * The database a command works on: the external one; else the embedded one, through the process that runs it if there is
 * one, else started for the time of the command. Never makes an installation where there is none.
 * @throws StartupError
 */
export async function openInstallation(env: Env): Promise<Installation> {
  if (env.DATABASE_URL !== "") {
    await checkConnection(env.DATABASE_URL);
    const { host, pathname } = new URL(env.DATABASE_URL);
    return { url: env.DATABASE_URL, place: `PostgreSQL ${host}${pathname}`, isAlone: false, stop: async () => {} };
  }
  const folder = path.resolve(env.FLEETLIGHT_DATA_DIR);
  if (!existsSync(path.join(folder, "postgres", "PG_VERSION")))
    throw new StartupError(`There is no Fleetlight in ${folder}: set FLEETLIGHT_DATA_DIR (or DATABASE_URL), or start it once`);
  try {
    const embedded = await startEmbedded({ dataDir: folder });
    return { url: embedded.url, place: folder, isAlone: true, stop: embedded.stop };
  } catch (error) {
    if (!(error instanceof DataFolderHeld)) throw error;
    return { url: await urlOfRunning(folder), place: folder, isAlone: false, stop: async () => {} };
  }
}

/** The address of the PostgreSQL that another process runs on the folder; waits while that one is starting. */
async function urlOfRunning(folder: string): Promise<string> {
  let reason: unknown;
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += askEveryMs) {
    const running = readPostmaster(path.join(folder, "postgres"));
    if (running?.isReady) {
      const url = `postgresql://fleetlight:${readPassword(folder)}@127.0.0.1:${running.port}/fleetlight`;
      try {
        await checkConnection(url);
        return url;
      } catch (error) {
        reason = error;
      }
    }
    await sleep(askEveryMs);
  }
  throw new StartupError(`The PostgreSQL that another process runs in ${folder} does not answer${reason ? ` (${oneLine(reason)})` : ""}`);
}

function readPassword(folder: string): string {
  try {
    return readFileSync(path.join(folder, "postgres-password"), "utf8").trim();
  } catch (error) {
    throw new StartupError(`The password of the database in ${folder} cannot be read (${oneLine(error)}): run this as its owner`);
  }
}
