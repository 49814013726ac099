import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { leaveDatabase, newDatabaseName, urlOfDatabase } from "#lib/core/testing/clone-database";
import { migrateUnderLoad } from "./migrate/migrate-under-load.ts";
import { randomFrom } from "./random-from.ts";

const postgres = inject("postgres");
const name = newDatabaseName();
beforeAll(async () => {
  const admin = new pg.Client({ connectionString: postgres.adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
});
afterAll(() => leaveDatabase(postgres, name));

test("a database in use is migrated by starts in pairs, some killed: every migration once, no write lost, none refused", async () => {
  const url = urlOfDatabase(postgres.adminUrl, name);
  const result = await migrateUnderLoad({ url, random: randomFrom(7), users: 20, lines: 20_000, rows: 2_000, kills: 2, say: () => {} });
  expect(result.broken).toEqual([]);
  expect(result.killed).toBeGreaterThanOrEqual(1);
}, 300_000);
