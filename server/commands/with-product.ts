import { type Database, openDatabase, provideDatabase } from "#lib/core/database";
import type { Env } from "#lib/core/env";
import { demandCurrentSchema } from "./demand-current-schema.ts";
import { type Installation, openInstallation } from "./open-installation.ts";

/** A job may take as long as its own time-out says. */
const queryTimeoutMs = 3_600_000;

/** Opens the installation's database at this version's schema for the time of `work`. @throws StartupError */
export async function withProduct<T>(env: Env, work: (db: Database, installation: Installation) => Promise<T>): Promise<T> {
  const installation = await openInstallation(env);
  try {
    await demandCurrentSchema(installation.url);
    const db = provideDatabase(openDatabase(installation.url, { poolSize: 4, ingestPoolSize: 1, queryTimeoutMs }));
    try {
      return await work(db, installation);
    } finally {
      await db.close();
    }
  } finally {
    await installation.stop();
  }
}
