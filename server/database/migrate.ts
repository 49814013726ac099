import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { oneLine, StartupError } from "../startup-error.ts";
import { type MigrationFile, readMigrationFiles } from "./migration-files.ts";
import { type AppliedMigration, type MigrationPlan, planMigrations } from "./plan-migrations.ts";

export interface MigrateOptions {
  /** Instead of `prisma/migrations`, for tests. */
  files?: MigrationFile[];
  log?: (message: string) => void;
}

/** Prisma's own lock, so that `prisma migrate deploy` and any number of starting processes take turns. */
export const migrationLock = 72_707_369;

/**
 * Brings a database to this version's schema. Script and record of a migration are one transaction: a start that is
 * killed leaves it applied or not, never half. Concurrent starts take turns. (docs/decisions/migrations)
 * @throws StartupError when the database is of another version, or a script fails
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<void> {
  const files = options.files ?? readMigrationFiles();
  const client = new pg.Client({ connectionString: url, application_name: "fleetlight-migrate", connectionTimeoutMillis: 5_000 });
  // Said by the query that it fails, not as an uncaught exception.
  client.on("error", () => {});
  await client.connect();
  try {
    if (checked(planMigrations(files, await readApplied(client))).kind === "current") return;
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    const plan = checked(planMigrations(files, await readApplied(client)));
    if (plan.kind === "apply") for (const file of plan.pending) await apply(client, file, options.log);
  } finally {
    await client.end();
  }
}

/** What a database needs, without doing it. @throws StartupError when it is of another version than this code can work with */
export async function checkSchema(url: string): Promise<MigrationPlan> {
  const client = new pg.Client({ connectionString: url, application_name: "fleetlight-migrate", connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return checked(planMigrations(readMigrationFiles(), await readApplied(client)));
  } finally {
    await client.end();
  }
}

function checked(plan: MigrationPlan): MigrationPlan {
  if (plan.kind === "newer") throw new StartupError(`The database is of a newer schema version (${plan.name}): start a newer Fleetlight`);
  if (plan.kind === "changed")
    throw new StartupError(
      `The database was made by another build (its migration ${plan.name} differs): use that build, or another database`,
    );
  return plan;
}

async function readApplied(client: Pick<pg.Client, "query">): Promise<AppliedMigration[]> {
  const table = await client.query("select to_regclass('_prisma_migrations') is not null as there");
  if (table.rows[0]?.there !== true) return [];
  const applied = await client.query<AppliedMigration>(
    "select migration_name as name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null order by started_at",
  );
  return applied.rows;
}

/** A lock that a migration waits for holds up everybody who comes after it: it steps back and lets them pass. */
const lockTimeout = "1s";
const pauseMs = 1_000;
const lockAttempts = 60;
/** lock_not_available, deadlock_detected: undone, and right when repeated. */
const lostLock = new Set(["55P03", "40P01"]);

async function apply(client: pg.Client, file: MigrationFile, log: MigrateOptions["log"]): Promise<void> {
  log?.(`Applying migration ${file.name}`);
  for (let attempt = 1; ; attempt++) {
    try {
      await tryToApply(client, file);
      return;
    } catch (error) {
      const isLock = error instanceof Error && "code" in error && typeof error.code === "string" && lostLock.has(error.code);
      if (!isLock || attempt === lockAttempts)
        throw new StartupError(`Migration ${file.name} failed and was undone: ${oneLine(error)}`, { cause: error });
      if (attempt % 10 === 1) log?.(`Migration ${file.name} waits for somebody who holds a table, in short turns`);
      await sleep(pauseMs);
    }
  }
}

async function tryToApply(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query("begin");
  try {
    await client.query(`set local lock_timeout = '${lockTimeout}'`);
    await client.query(migrationsTable);
    await client.query(file.script);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values (gen_random_uuid()::text, $1, $2, now(), clock_timestamp(), 1)`,
      [file.checksum, file.name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** As Prisma creates it. */
export const migrationsTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;
