import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One folder of `prisma/migrations`. */
export interface MigrationFile {
  name: string;
  script: string;
  /** Prisma's own checksum: sha256 of the script, in hex. */
  checksum: string;
}

const migrationsDir = path.join(import.meta.dirname, "../../prisma/migrations");

/** The migrations this version knows, oldest first. */
export function readMigrationFiles(dir: string = migrationsDir): MigrationFile[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const script = readFileSync(path.join(dir, name, "migration.sql"), "utf8");
      return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
    });
}
