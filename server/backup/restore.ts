import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { Env } from "#lib/core/env";
import { checkConnection } from "../database/connect-check.ts";
import { prepareDataFolder } from "../database/data-folder.ts";
import { startEmbedded } from "../database/embedded.ts";
import { holdDataFolder } from "../database/hold-data-folder.ts";
import { migrate } from "../database/migrate.ts";
import { readMigrationFiles } from "../database/migration-files.ts";
import { stopOrphan } from "../database/postmaster.ts";
import { restoreMark } from "../database/restore-mark.ts";
import { StartupError } from "../startup-error.ts";
import { findAuthSecret } from "./kept-files.ts";
import { demandEmpty, loadDatabase } from "./load-database.ts";
import { filesFolder, type Manifest } from "./manifest.ts";
import { readManifest, verifyFiles } from "./read-backup.ts";

export interface Restore {
  env: Env;
  /** The backup. */
  folder: string;
  signal: AbortSignal;
  say: (words: string) => void;
}

/**
 * Restores a backup into the environment's data folder or `DATABASE_URL`, which must be empty. Everything is checked before
 * anything is written; a restore that is killed can be begun again, and nothing starts on what it left.
 * @throws StartupError
 */
export async function restore({ env, folder, signal, say }: Restore): Promise<Manifest> {
  const source = path.resolve(folder);
  const known = readMigrationFiles();
  const manifest = readManifest(source, known);
  const dataDir = path.resolve(env.FLEETLIGHT_DATA_DIR);
  demandSameSecret(env, manifest);
  if (env.DATABASE_URL === "") demandEmptyFolder(dataDir, manifest);
  else await demandEmptyDatabase(env.DATABASE_URL);
  demandNoOtherFiles(dataDir, source, manifest);
  say("Checking the backup");
  await verifyFiles(source, manifest, signal);
  const load = (url: string) =>
    loadDatabase({ url, folder: source, manifest, known, signal, say, beforeCommit: () => putFiles(dataDir, source, manifest) });
  const log = (words: string) => say(words);
  if (env.DATABASE_URL !== "") {
    prepareDataFolder(dataDir);
    await load(env.DATABASE_URL);
    await migrate(env.DATABASE_URL, { log });
    return manifest;
  }
  prepareDataFolder(dataDir);
  await beginAnew(dataDir, manifest);
  const embedded = await startEmbedded({ dataDir, isRestore: true, settings: { max_wal_size: "4GB", maintenance_work_mem: "256MB" } });
  try {
    await load(embedded.url);
    await migrate(embedded.url, { log });
  } finally {
    await embedded.stop();
  }
  rmSync(path.join(dataDir, restoreMark));
  return manifest;
}

/** A folder with nothing in it, or what a restore that was killed left behind. */
function demandEmptyFolder(dataDir: string, manifest: Manifest): void {
  if (!existsSync(dataDir)) return;
  const found = readdirSync(dataDir);
  if (found.length === 0) return;
  const strange = found.filter((name) => !isLeftover(name, manifest));
  if (found.includes(restoreMark) && strange.length === 0) return;
  const shown = (found.includes(restoreMark) ? strange : found).slice(0, 3).join(", ");
  throw new StartupError(`The data folder ${dataDir} is not empty (${shown} …): name another one with FLEETLIGHT_DATA_DIR, or empty it`);
}

/** What a restore makes, and the drafts of what it makes. */
function isLeftover(name: string, { files }: Manifest): boolean {
  const made = [restoreMark, "postgres", "postgres.log", "postgres-password", ...files.map((file) => file.name)];
  return made.includes(name) || name.startsWith("new-") || name.startsWith("postgres-password.");
}

/** Marks the folder as ours to fill, without what a restore that was killed left in it: files, and a running PostgreSQL. */
async function beginAnew(dataDir: string, manifest: Manifest): Promise<void> {
  const release = await holdDataFolder(dataDir);
  try {
    writeFileSync(path.join(dataDir, restoreMark), "", { mode: 0o600, flush: true });
    await stopOrphan(path.join(dataDir, "postgres"));
    const found = readdirSync(dataDir).filter((name) => name !== restoreMark && isLeftover(name, manifest));
    for (const name of found) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  } finally {
    release();
  }
}

async function demandEmptyDatabase(url: string): Promise<void> {
  await checkConnection(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    await demandEmpty(client);
  } finally {
    await client.end();
  }
}

/** With another secret every session would end and no second factor could be read. */
function demandSameSecret(env: Env, { authSecret }: Manifest): void {
  if (authSecret.in === "nowhere") return;
  const here = env.AUTH_SECRET === undefined ? undefined : findAuthSecret(env, "");
  if (here === undefined && authSecret.in === "environment")
    throw new StartupError(
      "The backup was made with AUTH_SECRET in the environment and does not hold it: set AUTH_SECRET to the same value",
    );
  if (here !== undefined && here.fingerprint !== authSecret.fingerprint)
    throw new StartupError(
      `AUTH_SECRET is not the one of the backup: ${authSecret.in === "files" ? "unset it, the backup brings its own" : "set it to the same value"}`,
    );
}

/** Beside an external database the data folder may hold files already, if they say the same. */
function demandNoOtherFiles(dataDir: string, source: string, { files }: Manifest): void {
  if (existsSync(path.join(dataDir, restoreMark))) return;
  for (const { name } of files) {
    const [there, ours] = [path.join(dataDir, name), path.join(source, filesFolder, name)];
    if (existsSync(there) && existsSync(ours) && !readFileSync(there).equals(readFileSync(ours)))
      throw new StartupError(`The data folder ${dataDir} has a ${name} of its own: name another one with FLEETLIGHT_DATA_DIR`);
  }
}

function putFiles(dataDir: string, source: string, { files }: Manifest): void {
  for (const { name } of files)
    writeFileSync(path.join(dataDir, name), readFileSync(path.join(source, filesFolder, name)), { mode: 0o600, flush: true });
}
