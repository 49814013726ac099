import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { parseEnv } from "#lib/core/env";
import { leaveDatabase, newDatabaseName, urlOfDatabase } from "#lib/core/testing/clone-database";
import { testDatabase } from "#lib/core/testing/database";
import { migrate } from "../database/migrate.ts";
import { readMigrationFiles } from "../database/migration-files.ts";
import { backUp } from "./back-up.ts";
import { copyTables } from "./copy-tables.ts";
import { type Manifest, manifestName, sealManifest, totalRows, unsealManifest } from "./manifest.ts";
import { restore } from "./restore.ts";
import { takeSnapshot } from "./snapshot.ts";
import { fillEverything } from "./testing/fill-everything.ts";

const db = testDatabase();
const postgres = inject("postgres");
const folder = mkdtempSync(path.join(tmpdir(), "fleetlight-backup-"));
const made: string[] = [];
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const name of made) await leaveDatabase(postgres, name);
});

const secret = "s".repeat(40);
const signal = new AbortController().signal;
const quiet = () => {};
const envOf = (url: string, authSecret = secret) =>
  parseEnv({ DATABASE_URL: url, FLEETLIGHT_DATA_DIR: path.join(folder, "data"), AUTH_SECRET: authSecret });

async function emptyDatabase(): Promise<string> {
  const name = newDatabaseName();
  await query(postgres.adminUrl, `create database ${name}`);
  made.push(name);
  return urlOfDatabase(postgres.adminUrl, name);
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table as text, by table; what differs on purpose is left out. */
async function contents(url: string): Promise<Record<string, string[]>> {
  const tables = await query(
    url,
    "select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'event_log' order by 1",
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables)
    found[String(name)] = (await query(url, `select t::text as row from ${String(name)} t order by 1`)).map(({ row }) => String(row));
  return Object.fromEntries(Object.entries(found).filter(([, rows]) => rows.length > 0));
}

/** Names of a partition's own indices are PostgreSQL's and say nothing. */
const schema = (url: string) =>
  query(
    url,
    `select 'index' as kind, case when c.relispartition then '' else c.relname end as name,
       case when c.relispartition then regexp_replace(pg_get_indexdef(c.oid), 'INDEX \\S+ ON', 'INDEX ON') else pg_get_indexdef(c.oid) end as text
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('i', 'I')
     union all select 'constraint', case when conparentid = 0 then conname else '' end, concat(conrelid::regclass, ' ', pg_get_constraintdef(oid))
       from pg_constraint where connamespace = 'public'::regnamespace
     union all select 'trigger', tgname::text, tgenabled::text from pg_trigger where not tgisinternal
     union all select 'partition', relname::text, pg_get_expr(relpartbound, oid) || coalesce(reloptions::text, '') from pg_class where relispartition and relkind = 'r'
     order by 1, 2, 3`,
  );

async function savedAs(name: string): Promise<string> {
  const target = path.join(folder, name);
  await backUp({ url: db.url, env: envOf(db.url), folder: target, signal, say: quiet });
  return target;
}

test("every row, number, partition, index and trigger comes back as it was, whatever stands in the columns", async () => {
  await fillEverything(db);
  const target = await savedAs("all");
  const url = await emptyDatabase();
  const manifest = await restore({ env: envOf(url), folder: target, signal, say: quiet });
  expect(await contents(url)).toEqual(await contents(db.url));
  expect(await schema(url)).toEqual(await schema(db.url));
  expect(totalRows(manifest.tables)).toBeGreaterThan(20n);
  const [view] = await query(url, "select count(*)::int as rows from node_status_hourly_mv");
  expect(view?.rows).toBe(1);
});

test("numbers go on where they were; those that outside systems remember, beyond all that were handed out since", async () => {
  const target = path.join(folder, "all");
  const url = await emptyDatabase();
  await restore({ env: envOf(url), folder: target, signal, say: quiet });
  const next = async (at: string) =>
    (await query(at, "insert into app_user (email, role) values (gen_random_uuid() || '@example.test', 'user') returning uid"))[0]?.uid;
  expect(await next(url)).toBe(await next(db.url));
  const newest = async (at: string) => BigInt(String((await query(at, "select max(seq) as seq from event_log"))[0]?.seq));
  expect(await newest(url)).toBe((await newest(db.url)) + 1_000_001n);
  expect((await query(url, "select count(*)::int as rows from event_log"))[0]?.rows).toBe(1);
  const [event] = await query(
    url,
    "insert into billing_event (route, type, user_id, payload, created_at, state, next_attempt_at) select 'r', 'PackageExpiringEvent', id, '{}', now(), 'done', now() from app_user limit 1 returning seq::text as seq",
  );
  const [highest] = await query(db.url, "select max(seq)::text as seq from billing_event");
  expect(BigInt(String(event?.seq))).toBe(BigInt(String(highest?.seq)) + 1_000_001n);
});

test("an older backup is restored and then migrated; a newer one, or one of another build, is refused with the reason", async () => {
  const known = readMigrationFiles();
  const old = await emptyDatabase();
  await migrate(old, { files: known.slice(0, 1) });
  await query(old, "insert into app_user (email, role) values ('old@example.test', 'user')");
  const target = path.join(folder, "old");
  await backUp({ url: old, env: envOf(old), folder: target, signal, say: quiet });
  const url = await emptyDatabase();
  await restore({ env: envOf(url), folder: target, signal, say: quiet });
  expect(await query(url, "select email from app_user")).toEqual([{ email: "old@example.test" }]);
  expect(await query(url, "select count(*)::int as rows from _prisma_migrations")).toEqual([{ rows: known.length }]);
  const changed = async (change: (manifest: Manifest) => void) => {
    const file = path.join(target, manifestName);
    const before = readFileSync(file, "utf8");
    const manifest = unsealManifest(before) as Manifest;
    change(manifest);
    writeFileSync(file, sealManifest(manifest));
    const error = await restore({ env: envOf(await emptyDatabase()), folder: target, signal, say: quiet }).catch(
      (reason: unknown) => reason,
    );
    writeFileSync(file, before);
    return error instanceof Error ? error.message : "restored";
  };
  expect(await changed(({ migrations }) => migrations.push({ name: "29990101000000_later", checksum: "0".repeat(64) }))).toMatch(
    /newer schema version \(29990101/,
  );
  expect(await changed(({ migrations }) => Object.assign(migrations[0] ?? {}, { checksum: "0".repeat(64) }))).toMatch(/another build/);
  expect(await changed((manifest) => Object.assign(manifest, { formatVersion: 2 }))).toMatch(/format 2, this Fleetlight reads 1/);
  expect(await changed(({ tables }) => Object.assign(tables[0] ?? {}, { name: "x; drop table app_user" }))).toMatch(
    /is no manifest of a backup/,
  );
});

test("a target that is not empty, and a secret that is another, are refused before anything is written", async () => {
  const target = path.join(folder, "all");
  await expect(restore({ env: envOf(db.url), folder: target, signal, say: quiet })).rejects.toThrow(
    /The database is not empty \(.*_prisma_migrations/,
  );
  const url = await emptyDatabase();
  await expect(restore({ env: envOf(url, "t".repeat(40)), folder: target, signal, say: quiet })).rejects.toThrow(
    /AUTH_SECRET is not the one of the backup/,
  );
  expect(await query(url, "select from pg_class where relnamespace = 'public'::regnamespace")).toEqual([]);
});

test("a restore that fails in the middle leaves the database empty", async () => {
  const target = path.join(folder, "all");
  const file = path.join(target, manifestName);
  const before = readFileSync(file, "utf8");
  const manifest = unsealManifest(before) as Manifest;
  Object.assign(manifest.tables.find(({ name }) => name === "package_queue") ?? {}, { rows: "99" });
  writeFileSync(file, sealManifest(manifest));
  const url = await emptyDatabase();
  await expect(restore({ env: envOf(url), folder: target, signal, say: quiet })).rejects.toThrow(
    /package_queue got \d+ rows instead of 99/,
  );
  expect(await query(url, "select from pg_class where relnamespace = 'public'::regnamespace")).toEqual([]);
  writeFileSync(file, before);
});

test("a backup that is stopped leaves nothing; while a migration is under way there is none", async () => {
  const target = path.join(folder, "stopped");
  const stopping = AbortSignal.abort(new Error("stop"));
  await expect(backUp({ url: db.url, env: envOf(db.url), folder: target, signal: stopping, say: quiet })).rejects.toThrow(
    "the unfinished backup was removed",
  );
  const migrating = new pg.Client({ connectionString: db.url });
  await migrating.connect();
  await migrating.query("select pg_advisory_lock(72707369)");
  await expect(savedAs("stopped")).rejects.toThrow("is being migrated");
  await migrating.end();
  expect(readdirSync(folder).includes("stopped")).toBe(false);
});

test("while a backup reads, writers write and partitions are made, and none of it is inside", async () => {
  const before = await contents(db.url);
  const target = path.join(folder, "meanwhile");
  mkdirSync(target);
  const snapshot = await takeSnapshot(db.url, 1);
  await query(
    db.url,
    "set lock_timeout = '5s'; insert into app_user (email, role) values ('late@example.test', 'user'); select ensure_partitions('usage_line', 'day', null, '2027-03-01', '2027-03-02')",
  );
  const tables = await copyTables(snapshot, target, signal, quiet);
  await snapshot.close();
  expect(tables.find(({ name }) => name === "app_user")?.rows).toBe(String(before.app_user?.length));
  expect(tables.some(({ name }) => name.includes("20270301"))).toBe(false);
});
