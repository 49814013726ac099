import path from "node:path";
import pg from "pg";
import { keptSecret } from "#lib/core/secrets";
import { createCluster } from "./create-cluster.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { freePort } from "./free-port.ts";
import { holdDataFolder } from "./hold-data-folder.ts";
import { stopOrphan } from "./postmaster.ts";
import { preparePrograms } from "./programs.ts";
import { demandNoRestore } from "./restore-mark.ts";
import { embeddedSettings } from "./settings.ts";
import { supervise } from "./supervise.ts";

export interface EmbeddedOptions {
  dataDir: string;
  /** A free port of the loopback interface unless given. */
  port?: number;
  /** Settings beside or instead of `embeddedSettings`. */
  settings?: Record<string, string>;
  /** A restore works on a folder that nobody else may start on. */
  isRestore?: boolean;
  /** Hears what happens: recovery, crashes, restarts. */
  log?: (message: string) => void;
}

export interface EmbeddedDatabase {
  /** The product's database, owned by an ordinary role that may create databases. Constant while we run. */
  url: string;
  /** PostgreSQL's process id; undefined while it is down. */
  pid(): number | undefined;
  /** Stops PostgreSQL in order: nothing is left to recover. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that ships in npm on a folder of its own and keeps it running: when it dies it is started
 * again, on the same port. One process per data folder.
 * @throws StartupError in one line
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const log = options.log ?? (() => {});
  const folder = prepareDataFolder(options.dataDir);
  const release = await holdDataFolder(folder);
  try {
    if (!options.isRestore) demandNoRestore(folder);
    const clusterDir = path.join(folder, "postgres");
    const programs = await preparePrograms(folder, clusterDir);
    const logFile = path.join(folder, "postgres.log");
    const password = keptSecret(folder, "postgres-password");
    if (await stopOrphan(clusterDir)) log("Stopped the PostgreSQL that a killed process had left behind");
    await createCluster(folder, clusterDir, password, programs);
    const port = options.port ?? (await freePort());
    const settings = { ...embeddedSettings, ...options.settings };
    const supervised = await supervise(programs, { clusterDir, logFile, port, settings }, log);
    await ensureDatabase(`postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, password);
    return {
      url: `postgresql://fleetlight:${password}@127.0.0.1:${port}/fleetlight`,
      pid: supervised.pid,
      async stop() {
        await supervised.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The product's own role and database: it never works as PostgreSQL's superuser. */
async function ensureDatabase(adminUrl: string, password: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const role = await admin.query("select from pg_roles where rolname = 'fleetlight'");
    if (role.rowCount === 0) await admin.query(`create role fleetlight login createdb password ${pg.escapeLiteral(password)}`);
    const found = await admin.query("select from pg_database where datname = 'fleetlight'");
    if (found.rowCount === 0) await admin.query("create database fleetlight owner fleetlight");
  } finally {
    await admin.end();
  }
}
