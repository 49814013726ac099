import { existsSync } from "node:fs";
import path from "node:path";
import { StartupError } from "../startup-error.ts";

/** A file of the data folder for as long as a restore into it is not complete. */
export const restoreMark = "restore-under-way";

/** @throws StartupError: half an installation looks like a new one, and must not be used as such */
export function demandNoRestore(folder: string): void {
  if (existsSync(path.join(folder, restoreMark)))
    throw new StartupError(`A restore into ${folder} is under way or was killed: run npm run restore again, or empty the folder`);
}
