import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { MigrationFile } from "../database/migration-files.ts";
import { planMigrations } from "../database/plan-migrations.ts";
import { StartupError } from "../startup-error.ts";
import { databaseFolder, filesFolder, formatVersion, Manifest, manifestName, unsealManifest } from "./manifest.ts";

/** The manifest of a backup that this version can restore. Reads nothing else. @throws StartupError that says why not */
export function readManifest(folder: string, known: readonly MigrationFile[]): Manifest {
  const file = path.join(folder, manifestName);
  if (!existsSync(folder)) throw new StartupError(`There is no folder ${folder}`);
  if (!existsSync(file)) throw new StartupError(`${folder} is no complete backup: ${manifestName}, which is written last, is missing`);
  const found = unsealed(file);
  if (found === undefined) throw new StartupError(`${file} is damaged: its checksum does not fit`);
  const version = typeof found === "object" && found && "formatVersion" in found ? found.formatVersion : undefined;
  if (typeof version === "number" && version > formatVersion)
    throw new StartupError(`The backup has format ${version}, this Fleetlight reads ${formatVersion}: restore it with a newer Fleetlight`);
  const parsed = Manifest.safeParse(found);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartupError(`${file} is no manifest of a backup (${issue?.path.join(".")}: ${issue?.message})`);
  }
  const plan = planMigrations(known, parsed.data.migrations);
  if (plan.kind === "newer")
    throw new StartupError(`The backup is of a newer schema version (${plan.name}): restore it with a newer Fleetlight`);
  if (plan.kind === "changed")
    throw new StartupError(`The backup was made by another build (its migration ${plan.name} differs): restore it with that build`);
  return parsed.data;
}

function unsealed(file: string): unknown {
  try {
    return unsealManifest(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Reads every file of the backup once. @throws StartupError that names the first one that is not as it was written */
export async function verifyFiles(folder: string, { tables, files }: Manifest, signal: AbortSignal): Promise<void> {
  const all = [
    ...tables.map(({ file, ...rest }) => ({ file: path.join(folder, databaseFolder, file), ...rest })),
    ...files.map(({ name, ...rest }) => ({ file: path.join(folder, filesFolder, name), ...rest })),
  ];
  for (const { file, bytes, sha256 } of all) {
    const size = (await stat(file).catch(() => undefined))?.size;
    if (size === undefined) throw new StartupError(`The backup is damaged: ${file} is missing. Nothing was written`);
    if (size !== bytes) throw new StartupError(`The backup is damaged: ${file} has ${size} bytes instead of ${bytes}. Nothing was written`);
    const hash = createHash("sha256");
    await pipeline(createReadStream(file, { highWaterMark: 1_048_576 }), hash, { signal });
    if (hash.digest("hex") !== sha256)
      throw new StartupError(`The backup is damaged: the checksum of ${file} differs. Nothing was written`);
  }
}
