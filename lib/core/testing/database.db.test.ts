import { expect, test } from "vitest";
import { z } from "zod";
import { column } from "#lib/core/columns";
import { database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";

const db = testDatabase();

test("a clone is migrated and empty, and what database() returns", async () => {
  expect(await db.rows(sql`select count(*) as users from app_user`, z.object({ users: column.count }))).toEqual([{ users: 0 }]);
  await db.rows(sql`insert into app_user (email, role) values ('somebody@example.test', 'admin') returning id`, z.object({ id: z.uuid() }));
  expect(await db.prisma.appUser.count()).toBe(1);
  expect(database()).toBe(db);
});
