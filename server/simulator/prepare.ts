import { type Database, openDatabase, provideDatabase } from "#lib/core/database";
import { env } from "#lib/core/env";
import { log } from "#lib/core/log";
import { migrate } from "#server/database/migrate";
import { openServerDatabase } from "#server/database/open-server-database";
import { clear, isUnfinished, isUntouched, markFinished, markUnfinished } from "./history/unfinished.ts";
import { writeHistory } from "./history/write-history.ts";
import { readStoryOptions, type StoryOptions } from "./options.ts";

const say = (line: string) => void process.stderr.write(`${line}\n`);

/**
 * Run before the demo's server starts: gives an empty database thirty days of history. No API can write the past, so
 * this works through the product's own operations at instants of the past, while nothing serves. A database that
 * somebody has used is left as it is; half a history, from a run that was killed, is begun anew.
 */
async function prepare(): Promise<void> {
  const options = readStoryOptions(process.argv.slice(2));
  const database = await openServerDatabase(env(), log());
  let isStopping = false;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(name, () => {
      isStopping = true;
      void database.stop().then(() => process.exit(130));
    });
  try {
    await migrate(database.url);
    const db = provideDatabase(openDatabase(database.url));
    try {
      await fill(db, options);
    } finally {
      await db.close();
    }
  } catch (error) {
    if (!isStopping) throw error;
  } finally {
    await database.stop();
  }
}

async function fill(db: Database, options: StoryOptions): Promise<void> {
  if (await isUnfinished(db)) {
    await clear(db);
    await migrate(db.url);
  }
  if (!(await isUntouched(db))) return;
  await markUnfinished(db);
  await writeHistory(db, { ...options, end: new Date(), say });
  await markFinished(db);
}

prepare().catch((error: unknown) => {
  say(`fleetlight: the demo's history could not be written: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
