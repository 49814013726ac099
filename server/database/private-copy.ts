import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Binaries } from "./binaries.ts";

/**
 * PostgreSQL's programs copied to where every user may read them. Needed when root keeps the whole project in a folder
 * that nobody else may enter (`/root`, `mktemp -d`): PostgreSQL runs as another user and looks for itself by path.
 */
export function privateCopy(binaries: Binaries): Binaries {
  const native = path.dirname(path.dirname(binaries.postgres));
  const copy = path.join(tmpdir(), `fleetlight-postgres-${identityOf(binaries.postgres)}`);
  if (!isOurs(copy)) {
    const fresh = mkdtempSync(`${copy}-`);
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith(".a") });
    chmodSync(fresh, 0o755);
    return existsSync(copy) ? within(fresh) : within(moved(fresh, copy));
  }
  return within(copy);
}

/** Another build of PostgreSQL has another size or time. */
function identityOf(program: string): string {
  const { size, mtimeMs } = lstatSync(program);
  return `${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}`;
}

/** A folder in /tmp that somebody else made, or may write to, is never run from. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return (
    found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0 && existsSync(within(folder).postgres)
  );
}

function moved(from: string, to: string): string {
  renameSync(from, to);
  return to;
}

function within(folder: string): Binaries {
  return { initdb: path.join(folder, "bin", "initdb"), postgres: path.join(folder, "bin", "postgres") };
}
