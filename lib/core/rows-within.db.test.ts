import { expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import { rowsWithin } from "#lib/core/rows-within";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";

const db = testDatabase();
const Row = z.object({ limit: z.string() });
const limit = sql`select current_setting('statement_timeout') as limit`;

test("the limit is this statement's alone", async () => {
  expect(await rowsWithin(db, 1_234)(limit, Row)).toEqual([{ limit: "1234ms" }]);
  expect(await db.rows(limit, Row)).toEqual([{ limit: "30s" }]);
});

test("a statement that takes longer is given up, and the pool goes on", async () => {
  const one = openDatabase(db.url, { poolSize: 1 });
  const error = await rowsWithin(one, 50)(sql`select pg_sleep(10)`, z.unknown()).catch((reason: unknown) => reason);
  expect(isDatabaseAway(error)).toBe(true);
  expect(await one.rows(sql`select 1 as one`, z.object({ one: z.number() }))).toEqual([{ one: 1 }]);
  await one.close();
});

test("it may take longer than the pool allows", async () => {
  const hasty = openDatabase(db.url, { poolSize: 1, queryTimeoutMs: 100 });
  expect(await rowsWithin(hasty, 5_000)(sql`select 1 as one from pg_sleep(0.3)`, z.object({ one: z.number() }))).toEqual([{ one: 1 }]);
  await hasty.close();
});

test("rows are checked as everywhere", async () => {
  await expect(rowsWithin(db, 1_000)(sql`select 'x' as one`, z.object({ one: z.number() }))).rejects.toThrow();
});
