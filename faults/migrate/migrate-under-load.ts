import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Database, openDatabase } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { migrate } from "#server/database/migrate";
import { readMigrationFiles } from "#server/database/migration-files";
import { type Filling, fill } from "./fill.ts";
import { killHeld } from "./kill-held.ts";
import { killBoth, startMigrating } from "./starts.ts";
import { type Kind, startWriters, type WriterResult, written } from "./writers.ts";

export interface MigrateOptions extends Filling {
  url: string;
  random: () => number;
  /** Pairs of starts that are killed, before the last pair. */
  kills: number;
  say: (words: string) => void;
}

export interface MigrateResult {
  migrations: number;
  killed: number;
  writes: number;
  longestWaitMs: number;
  longestKind: Kind;
  migratingMs: number;
  broken: string[];
}

const killWithinMs = 60;

/**
 * A database of the first migration, full of rows and in use, is brought to this version by starts that come in pairs and of
 * which some are killed. Writers measure how long they are held up.
 */
export async function migrateUnderLoad(options: MigrateOptions): Promise<MigrateResult> {
  const { url, random, kills, say } = options;
  const files = readMigrationFiles();
  await migrate(url, { files: files.slice(0, 1) });
  const db = openDatabase(url, { poolSize: 12, ingestPoolSize: 1, queryTimeoutMs: 3_600_000 });
  try {
    await fill(db, options, say);
    const writers = startWriters(db);
    const startedAt = performance.now();
    let killed = (await killHeld(db, url)) ? 1 : 0;
    const names = files.map(({ name }) => name);
    const broken = await judgeHalfWay(db, names);
    for (let round = 0; round < kills; round++) {
      killed += await killBoth(url, random() * killWithinMs);
      broken.push(...(await judgeHalfWay(db, names)));
    }
    const last = [startMigrating(url), startMigrating(url)];
    const codes = await Promise.all(last.map(({ ended }) => ended));
    const migratingMs = performance.now() - startedAt;
    const result = await writers.stop();
    if (codes.some((code) => code !== 0)) broken.push(`the last two starts ended with ${codes.join(" and ")}`);
    broken.push(...result.failures.map((words) => `a write failed: ${words}`));
    broken.push(...(await judge(db, names, result)));
    const writes = Object.values(result.writes).reduce((sum, number) => sum + number, 0);
    const { longestMs: longestWaitMs, longestKind } = result;
    return { migrations: files.length - 1, killed, writes, longestWaitMs, longestKind, migratingMs, broken };
  } finally {
    await db.close();
  }
}

const Name = z.object({ name: z.string(), times: column.count });

function recorded(db: Database): Promise<z.output<typeof Name>[]> {
  return db.rows(
    sql`select migration_name as name, count(*) as times from _prisma_migrations where finished_at is not null group by 1 order by 1`,
    Name,
  );
}

/** After the kills: each migration is there or not, in order, and none twice. */
async function judgeHalfWay(db: Database, names: readonly string[]): Promise<string[]> {
  const found = await recorded(db);
  const isPrefix = found.every(({ name, times }, index) => name === names[index] && times === 1);
  return isPrefix ? [] : [`after the kills these are recorded: ${found.map(({ name, times }) => `${times} × ${name}`).join(", ")}`];
}

const Counted = z.object({ number: column.count });

async function judge(db: Database, names: readonly string[], { writes }: WriterResult): Promise<string[]> {
  const broken: string[] = [];
  const found = await recorded(db);
  if (found.length !== names.length || found.some(({ times }) => times !== 1))
    broken.push(`${found.length} of ${names.length} migrations are recorded once`);
  for (const kind of Object.keys(writes) as Kind[]) {
    const [row] = await db.rows(written[kind], Counted);
    if (row?.number !== writes[kind]) broken.push(`${writes[kind]} writes of ${kind} were acknowledged, ${row?.number} are there`);
  }
  const [counts] = await db.rows(
    sql`
    select count(*) as number from (
      select package_id, status, sum(items) as items from (
        select package_id, status, items from package_queue_count union all select package_id, status, change from package_queue_change) c group by 1, 2) kept
    full join (select package_id, status, count(*) as items from package_queue group by 1, 2) counted using (package_id, status)
    where coalesce(kept.items, 0) <> coalesce(counted.items, 0)`,
    Counted,
  );
  if (counts?.number !== 0) broken.push(`${counts?.number} counts of queue items that a migration made differ from the items`);
  return broken;
}
