import { type Database, openDatabase, provideDatabase } from "#lib/core/database";
import { forgetSingleton } from "#lib/core/singleton";
import { startEmbedded } from "#server/database/embedded";
import { migrate } from "#server/database/migrate";
import { inTemporaryFolder } from "./temporary-folder.ts";

export interface BenchDatabase {
  db: Database;
  /** The postmaster's process id. */
  pid(): number;
}

/** A migrated database of the product's own PostgreSQL and settings, in a temporary folder, for the time of `work`. */
export function withDatabase<T>(work: (database: BenchDatabase) => Promise<T>, settings: Record<string, string> = {}): Promise<T> {
  return inTemporaryFolder(async (dataDir) => {
    const embedded = await startEmbedded({ dataDir, settings });
    try {
      await migrate(embedded.url);
      forgetSingleton("database");
      const db = provideDatabase(openDatabase(embedded.url, { queryTimeoutMs: 3_600_000 }));
      try {
        return await work({ db, pid: () => embedded.pid() ?? 0 });
      } finally {
        forgetSingleton("database");
        await db.close();
      }
    } finally {
      await embedded.stop();
    }
  });
}
