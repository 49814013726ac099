import { afterAll, beforeAll, inject } from "vitest";
import { type Database, openDatabase, provideDatabase } from "#lib/core/database";
import { forgetSingleton } from "#lib/core/singleton";
import { cloneDatabase, leaveDatabase, newDatabaseName, type TestPostgres, urlOfDatabase } from "#lib/core/testing/clone-database";

declare module "vitest" {
  export interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/**
 * A migrated, empty database of this test file's own, also what `database()` returns in it. Call once, at the top of
 * a `*.db.test.ts`; the pools connect with the first query, after the clone is made.
 */
export function testDatabase(): Database {
  const postgres = inject("postgres");
  const name = newDatabaseName();
  const db = openDatabase(urlOfDatabase(postgres.adminUrl, name), { poolSize: 8, ingestPoolSize: 4 });
  beforeAll(async () => {
    await cloneDatabase(postgres, name);
    forgetSingleton("database");
    provideDatabase(db);
  });
  afterAll(async () => {
    forgetSingleton("database");
    await db.close();
    await leaveDatabase(postgres, name);
  });
  return db;
}
