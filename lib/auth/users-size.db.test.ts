import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { listUsers } from "#lib/auth/list-users";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { countBuffers } from "#lib/core/testing/count-buffers";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";

const db = testDatabase();
const Nothing = z.object({});

beforeAll(async () => {
  await db.rows(
    sql`
    insert into app_user (email, name, role, created_at, disabled_at)
    select 'person.' || n || '@customers-' || (n % 97) || '.example.test', 'Person Number ' || n, case when n % 2500 = 0 then 'admin' else 'user' end,
      ${noon}, case when n % 3000 = 0 then ${noon}::timestamptz end
    from generate_series(1, 10000) n returning 1 as one`,
    Nothing,
  );
  await db.rows(
    sql`
    with plan as (
      insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group)
      values (gen_random_uuid(), 1, true, 'Gold', 1, 1, 1) returning id)
    insert into package_queue (user_id, uid, package_id, status, created_at)
    select u.id, u.uid, plan.id, case when n = 10 then 'active' else 'consumed' end, ${noon}
    from app_user u, plan, generate_series(1, 10) n returning 1 as one`,
    Nothing,
  );
  await db.pool.query("vacuum analyze app_user, package_queue, package");
}, 120_000);

const filters: [name: string, filter: Parameters<typeof listUsers>[1], found: number][] = [
  ["nothing", {}, 25],
  ["a part of many e-mails", { q: "customers" }, 25],
  ["a part of one e-mail", { q: "person.7777@" }, 1],
  ["a part of a name", { q: "number 42" }, 25],
  ["what nobody has", { q: "nobody at all" }, 0],
  ["an exact uid", { q: "5000" }, 1],
  ["a role", { role: "admin" }, 4],
  ["being disabled", { disabled: "true" }, 3],
];

/** The accounts are some 190 pages of 8 KiB: a search reads them once, in some 20 ms, so they need no index of their own. */
const onceThroughAll = 400;

test.each(filters)("of ten thousand accounts, filtered by %s: at most one look at each", async (_name, filter, found) => {
  expect((await listUsers(testContext(db), { limit: 25, ...filter })).items).toHaveLength(found);
  expect(await countBuffers(db, (counted) => listUsers(testContext(counted), { limit: 25, ...filter }))).toBeLessThan(onceThroughAll);
});

test("a page far down costs what the first does", async () => {
  const first = await listUsers(testContext(db), { limit: 500 });
  let { nextCursor } = first;
  for (let page = 1; page < 15 && nextCursor; page++)
    ({ nextCursor } = await listUsers(testContext(db), { limit: 500, cursor: nextCursor }));
  expect(nextCursor).not.toBeNull();
  const buffers = await countBuffers(db, (counted) => listUsers(testContext(counted), { limit: 25, cursor: nextCursor ?? undefined }));
  expect(buffers).toBeLessThan(150);
});
