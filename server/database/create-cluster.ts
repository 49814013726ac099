import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartupError } from "../startup-error.ts";
import { giveTo } from "./data-folder.ts";
import type { Programs } from "./programs.ts";

/**
 * Creates the database cluster, once. It is made beside its place and renamed when complete, so that a start that is
 * killed half-way leaves nothing that looks finished.
 * @throws StartupError with the last line initdb said
 */
export async function createCluster(folder: string, clusterDir: string, password: string, programs: Programs): Promise<void> {
  if (existsSync(path.join(clusterDir, "PG_VERSION"))) return;
  const draft = mkdtempSync(path.join(folder, "new-"));
  const passwordFile = path.join(draft, "password");
  const cluster = path.join(draft, "cluster");
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const file of [draft, passwordFile, cluster]) giveTo(file, programs.user);
  try {
    await initdb(programs, cluster, passwordFile);
    renameSync(cluster, clusterDir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Text is UTF-8 and sorts by code point everywhere: no result depends on the machine's language. */
const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

function initdb(programs: Programs, cluster: string, passwordFile: string): Promise<void> {
  const access = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  return new Promise((resolve, reject) => {
    let said = "";
    const child = programs.run("initdb", ["--pgdata", cluster, ...access, ...locale, "--data-checksums"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve();
      reject(
        new StartupError(
          `PostgreSQL could not create its database in ${cluster}: ${said.trim().split("\n").at(-1) ?? `initdb ended with ${code}`}`,
        ),
      );
    });
  });
}
