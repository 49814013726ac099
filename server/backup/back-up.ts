import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { Env } from "#lib/core/env";
import { oneLine, StartupError } from "../startup-error.ts";
import { copyTables } from "./copy-tables.ts";
import { readFacts, readSequences } from "./describe-database.ts";
import { findAuthSecret, keptFiles } from "./kept-files.ts";
import { databaseFolder, filesFolder, formatVersion, type KeptFile, Manifest, manifestName, sealManifest } from "./manifest.ts";
import { takeSnapshot } from "./snapshot.ts";
import { syncFolder, writeFile } from "./write-file.ts";

export interface BackUp {
  url: string;
  env: Env;
  /** Must be empty, or not be there. */
  folder: string;
  signal: AbortSignal;
  say: (words: string) => void;
}

/** Two tables at a time: one core reads while another one packs. */
const readers = 2;

/**
 * Writes one instant of the whole installation into a folder, while it works. The manifest comes last: a folder without it is
 * no backup. What fails or is stopped leaves the folder as it was.
 * @throws StartupError
 */
export async function backUp(options: BackUp): Promise<Manifest> {
  const { url, env, signal, say } = options;
  const folder = path.resolve(options.folder);
  const dataDir = path.resolve(env.FLEETLIGHT_DATA_DIR);
  const wasThere = makeEmpty(folder);
  try {
    const snapshot = await takeSnapshot(url, readers);
    try {
      const facts = await readFacts(snapshot.first);
      const sequences = await readSequences(snapshot.first);
      const authSecret = findAuthSecret(env, dataDir);
      const tables = await copyTables(snapshot, path.join(folder, databaseFolder), signal, say);
      const files = await copyFiles(dataDir, path.join(folder, filesFolder), signal);
      const manifest = Manifest.parse({
        ...{ format: "fleetlight-backup", formatVersion, fleetlight: productVersion(), postgres: facts.postgres },
        ...{ at: facts.at.toISOString(), migrations: facts.migrations, authSecret, tables, sequences, files },
      });
      for (const each of [databaseFolder, filesFolder]) await syncFolder(path.join(folder, each));
      await writeManifest(folder, manifest, signal);
      return manifest;
    } finally {
      await snapshot.close();
    }
  } catch (error) {
    for (const entry of readdirSync(folder)) rmSync(path.join(folder, entry), { recursive: true, force: true });
    if (!wasThere) rmSync(folder, { recursive: true, force: true });
    throw signal.aborted ? new StartupError("Stopped: the unfinished backup was removed") : error;
  }
}

/** Whether the folder was there. */
function makeEmpty(folder: string): boolean {
  const isThere = existsSync(folder);
  try {
    if (isThere && readdirSync(folder).length > 0)
      throw new StartupError(
        existsSync(path.join(folder, manifestName))
          ? `${folder} holds a backup already: name a new folder`
          : `${folder} is not empty${existsSync(path.join(folder, databaseFolder)) ? " (a backup that was killed: remove it)" : ""}: name a new folder`,
      );
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const each of [databaseFolder, filesFolder]) mkdirSync(path.join(folder, each), { mode: 0o700 });
    return isThere;
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`A backup cannot be written to ${folder} (${oneLine(error)})`, { cause: error });
  }
}

async function copyFiles(dataDir: string, folder: string, signal: AbortSignal): Promise<KeptFile[]> {
  const files: KeptFile[] = [];
  for (const name of keptFiles(dataDir))
    files.push({ name, ...(await writeFile(path.join(folder, name), createReadStream(path.join(dataDir, name)), [], signal)) });
  return files;
}

async function writeManifest(folder: string, manifest: Manifest, signal: AbortSignal): Promise<void> {
  const draft = path.join(folder, `${manifestName}.draft`);
  await writeFile(draft, Readable.from([Buffer.from(sealManifest(manifest))]), [], signal);
  await rename(draft, path.join(folder, manifestName));
  await syncFolder(folder);
  await syncFolder(path.dirname(folder));
}

function productVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, "../../package.json"), "utf8")) as { version: string };
  return version;
}
