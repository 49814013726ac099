import path from "node:path";
import type { Client } from "pg";
import { migrationLock, migrationsTable } from "../database/migrate.ts";
import type { MigrationFile } from "../database/migration-files.ts";
import { oneLine, StartupError } from "../startup-error.ts";
import { fillTables } from "./fill-tables.ts";
import { goOnBeyond } from "./go-on-beyond.ts";
import { databaseFolder, type Manifest } from "./manifest.ts";
import { prepareForLoad } from "./prepare-for-load.ts";
import { connectForCopy } from "./snapshot.ts";

export interface LoadDatabase {
  url: string;
  folder: string;
  manifest: Manifest;
  known: readonly MigrationFile[];
  /** What has to be there before the database is: called just before COMMIT. */
  beforeCommit: () => void;
  signal: AbortSignal;
  say: (words: string) => void;
}

/**
 * Makes schema and rows in one transaction: a restore that is killed leaves the database as empty as it was. A Fleetlight that
 * starts meanwhile waits for the end, as for a migration.
 * @throws StartupError when the database is not empty
 */
export async function loadDatabase({ url, folder, manifest, known, beforeCommit, signal, say }: LoadDatabase): Promise<void> {
  const client = await connectForCopy(url);
  const stop = () => client.connection.stream.destroy();
  signal.addEventListener("abort", stop, { once: true });
  try {
    await client.query("begin");
    await client.query("set local lock_timeout = 0");
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    await demandEmpty(client);
    await client.query(migrationsTable);
    const wanted = new Set(manifest.migrations.map(({ name }) => name));
    for (const file of known.filter(({ name }) => wanted.has(name))) await client.query(file.script);
    const finish = await prepareForLoad(client, manifest);
    await fillTables(client, path.join(folder, databaseFolder), manifest.tables, signal, say);
    await finish(say);
    await goOnBeyond(client, manifest.sequences);
    signal.throwIfAborted();
    beforeCommit();
    await client.query("commit");
  } catch (error) {
    if (signal.aborted) throw new StartupError("Stopped: the database is as empty as it was");
    if (error instanceof StartupError) throw error;
    throw new StartupError(`The restore failed and was undone: ${oneLine(error)}`, { cause: error });
  } finally {
    signal.removeEventListener("abort", stop);
    await client.end().catch(() => {});
  }
}

/** The product's tables and the job queue's. */
export async function demandEmpty(client: Pick<Client, "query">): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (current_schema(), 'jobs') and c.relkind in ('r', 'p', 'v', 'm') order by 1 limit 3`);
  if (rows.length > 0)
    throw new StartupError(`The database is not empty (${rows.map(({ name }) => name).join(", ")} …): restore into a new one`);
}
