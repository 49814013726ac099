import { type Database, openDatabase, provideDatabase } from "#lib/core/database";
import { env } from "#lib/core/env";
import { log } from "#lib/core/log";
import { migrate } from "#server/database/migrate";
import { openServerDatabase } from "#server/database/open-server-database";
import { writeHistory } from "./history/write-history.ts";
import { readStoryOptions } from "./options.ts";
import { fleetPlan } from "./plan/fleet-plan.ts";

const say = (line: string) => void process.stderr.write(`${line}\n`);

/**
 * Run before the demo's server starts: gives an empty database thirty days of history. No API can write the past, so
 * this works through the product's own operations at instants of the past, while nothing serves. A database that has
 * the demo fleet already is left as it is.
 */
async function prepare(): Promise<void> {
  const options = readStoryOptions(process.argv.slice(2));
  const database = await openServerDatabase(env(), log());
  try {
    await migrate(database.url);
    const db = provideDatabase(openDatabase(database.url));
    try {
      if (!(await hasFleet(db))) await writeHistory(db, { ...options, end: new Date(), say });
    } finally {
      await db.close();
    }
  } finally {
    await database.stop();
  }
}

async function hasFleet(db: Database): Promise<boolean> {
  return (await db.prisma.nodeServer.count({ where: { name: { in: fleetPlan.map((server) => server.name) } } })) > 0;
}

prepare().catch((error: unknown) => {
  say(`fleetlight: the demo's history could not be written: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
