import type { MigrationFile } from "./migration-files.ts";

/** A row of Prisma's `_prisma_migrations` that counts as applied. */
export interface AppliedMigration {
  name: string;
  checksum: string;
}

export type MigrationPlan =
  | { kind: "current" }
  | { kind: "apply"; pending: MigrationFile[] }
  /** The database knows a migration that this version does not. */
  | { kind: "newer"; name: string }
  /** A migration was edited after it was applied here. */
  | { kind: "changed"; name: string };

/** Decides what a database needs, from what it has. */
export function planMigrations(files: readonly MigrationFile[], applied: readonly AppliedMigration[]): MigrationPlan {
  const known = new Map(files.map((file) => [file.name, file]));
  const newer = applied.find(({ name }) => !known.has(name));
  if (newer) return { kind: "newer", name: newer.name };
  const changed = applied.find(({ name, checksum }) => known.get(name)?.checksum !== checksum);
  if (changed) return { kind: "changed", name: changed.name };
  const done = new Set(applied.map(({ name }) => name));
  const pending = files.filter(({ name }) => !done.has(name));
  return pending.length === 0 ? { kind: "current" } : { kind: "apply", pending };
}
