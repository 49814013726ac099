import { expect, test } from "vitest";
import { z } from "zod";
import { purgeExpired } from "#lib/auth/purge-expired";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";

const db = testDatabase();

test("limits that ended and links a day past their end go, the others stay", async () => {
  const { id } = await testUser(db);
  await db.rows(
    sql`insert into rate_limit (key, points, expire) values ('over', 3, ${noon.getTime() - 1}), ('running', 3, ${noon.getTime() + 1}), ('for ever', 3, null) returning 1`,
    z.unknown(),
  );
  for (const [name, hours] of [
    ["old", -25],
    ["just over", -23],
    ["valid", 1],
  ] as const)
    await db.rows(
      sql`insert into secret_token (token_hash, purpose, user_id, expires_at) values (${Buffer.from(name)}, 'password', ${id}::uuid, ${fromNoon({ hours })}) returning 1`,
      z.unknown(),
    );
  expect(await purgeExpired(db, noon)).toEqual({ rateLimits: 1, secretTokens: 1 });
  expect(await purgeExpired(db, noon)).toEqual({ rateLimits: 0, secretTokens: 0 });
});
