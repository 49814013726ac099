import pg from "pg";
import { afterAll, beforeEach, expect, inject, test } from "vitest";
import { leaveDatabase, newDatabaseName, urlOfDatabase } from "#lib/core/testing/clone-database";
import { migrate } from "./migrate.ts";
import { type MigrationFile, readMigrationFiles } from "./migration-files.ts";

const postgres = inject("postgres");
const made: string[] = [];
let url = "";

beforeEach(async () => {
  const name = newDatabaseName();
  await query(postgres.adminUrl, `create database ${name}`);
  made.push(name);
  url = urlOfDatabase(postgres.adminUrl, name);
});
afterAll(() => Promise.all(made.map((name) => leaveDatabase(postgres, name))));

async function query(at: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const create: MigrationFile = { name: "1_create", script: "create table thing (id int); insert into thing values (1);", checksum: "a" };
const broken: MigrationFile = { name: "2_break", script: "insert into thing values (2); select 1/0;", checksum: "b" };
const applied = () =>
  query(
    url,
    "select migration_name as name, applied_steps_count as steps from _prisma_migrations where finished_at is not null order by started_at",
  );

test("the product's migrations make an empty database current, once", async () => {
  const log: string[] = [];
  await migrate(url, { log: (message) => log.push(message) });
  await migrate(url, { log: (message) => log.push(message) });
  const names = readMigrationFiles().map(({ name }) => name);
  expect(log).toEqual(names.map((name) => `Applying migration ${name}`));
  expect(await applied()).toEqual(names.map((name) => ({ name, steps: 1 })));
});

test("of many that start at once, one applies", async () => {
  await Promise.all(Array.from({ length: 8 }, () => migrate(url, { files: [create] })));
  expect(await query(url, "select count(*)::int as rows from thing")).toEqual([{ rows: 1 }]);
  expect(await applied()).toEqual([{ name: "1_create", steps: 1 }]);
});

test("a script that fails is undone whole, is no record, and is tried again", async () => {
  await expect(migrate(url, { files: [create, broken] })).rejects.toThrow("Migration 2_break failed and was undone: division by zero");
  expect(await query(url, "select count(*)::int as rows from thing")).toEqual([{ rows: 1 }]);
  await migrate(url, { files: [create, { ...broken, script: "insert into thing values (2)" }] });
  expect(await applied()).toEqual([
    { name: "1_create", steps: 1 },
    { name: "2_break", steps: 1 },
  ]);
});

test("a database of a newer version, or of another build, is refused in one line", async () => {
  await migrate(url, { files: [create] });
  await expect(migrate(url, { files: [] })).rejects.toThrow(
    "The database is of a newer schema version (1_create): start a newer Fleetlight",
  );
  await expect(migrate(url, { files: [{ ...create, checksum: "x" }] })).rejects.toThrow(
    /made by another build \(its migration 1_create differs\)/,
  );
});

test("a migration whose table somebody holds steps back, so that others are not held up, and comes again", async () => {
  await migrate(url, { files: [create] });
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  await holder.query("begin; select * from thing");
  const log: string[] = [];
  const files = [create, { name: "2_alter", script: "alter table thing add column more int", checksum: "b" }];
  const migrating = migrate(url, { files, log: (message) => log.push(message) });
  await expect.poll(() => log.at(-1), { timeout: 10_000 }).toContain("waits for somebody");
  expect(await query(url, "select count(*)::int as rows from thing")).toEqual([{ rows: 1 }]);
  await holder.query("commit");
  await holder.end();
  await migrating;
  expect(await applied()).toHaveLength(2);
});
