import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { oneLine, StartupError } from "../startup-error.ts";

/** Makes the data folder, for its owner only. @throws StartupError when it cannot be written */
export function prepareDataFolder(dataDir: string): string {
  const folder = path.resolve(dataDir);
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    chmodSync(folder, 0o700);
    return folder;
  } catch (error) {
    throw new StartupError(`The data folder ${folder} is not writable (${oneLine(error)}): set FLEETLIGHT_DATA_DIR to a folder that is`, {
      cause: error,
    });
  }
}

/** mkdir's own `recursive` never ends where a folder exists but takes no children, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Hands a file or folder to the user PostgreSQL runs as. */
export function giveTo(file: string, user: { uid: number; gid: number } | undefined): void {
  if (user) chownSync(file, user.uid, user.gid);
}
