import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor";
import { bulkDisableUsers } from "#lib/auth/bulk-disable-users";
import { permissions } from "#lib/auth/permissions";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";

const db = testDatabase();
const run = (ids: string[], disabled: boolean, actor?: Actor) =>
  bulkDisableUsers(testContext(db, actor ? { actor } : {}), { ids, disabled });
const newIds = async (count: number) => (await Promise.all(Array.from({ length: count }, () => testUser(db)))).map(({ id }) => id);
const rowsOf = (ids: string[]) => db.prisma.appUser.findMany({ where: { id: { in: ids } } });
const actionsOf = async (ids: string[]) =>
  (await db.prisma.auditLog.findMany({ where: { subjectId: { in: ids } }, orderBy: { id: "asc" } })).map(({ action }) => action);

test("disables all, ends their sessions, with a row in the log each; again changes nothing; and back", async () => {
  const ids = await newIds(3);
  expect(await run([...ids, ids[0] ?? ""], true)).toEqual({ changed: 3 });
  for (const row of await rowsOf(ids)) expect(row).toMatchObject({ disabledAt: noon, tokenVersion: 2 });
  expect(await run(ids, true)).toEqual({ changed: 0 });
  expect(await actionsOf(ids)).toEqual(Array(3).fill("user.disable"));
  expect(await run(ids.slice(1), false)).toEqual({ changed: 2 });
  expect((await rowsOf(ids)).filter(({ disabledAt }) => disabledAt === null)).toHaveLength(2);
  const [row] = await db.prisma.auditLog.findMany({ where: { subjectId: ids[1] ?? "", action: "user.enable" } });
  expect(row?.diff).toEqual({ disabledAt: [noon.toISOString(), null] });
  const { rows } = await db.pool.query("select rooms from event_log where type = 'user:changed' and rooms = array[$1]", [`user:${ids[0]}`]);
  expect(rows).toHaveLength(1);
});

test("an unknown id changes nothing and is named", async () => {
  const ids = await newIds(1);
  await expect(run([...ids, crypto.randomUUID()], true)).rejects.toMatchObject({ code: "unprocessable", errors: [{ path: "ids.1" }] });
  expect((await rowsOf(ids))[0]?.disabledAt).toBeNull();
});

test("it needs users:write, and every permission where an admin is among them", async () => {
  const ids = await newIds(1);
  for (const actor of [userActor(), keyActor(permissions.filter((one) => one !== "users:write"))])
    await expect(run(ids, true, actor)).rejects.toMatchObject({ code: "forbidden" });
  const [admin] = [await testUser(db, { role: "admin" }), await testUser(db, { role: "admin" })];
  await expect(run([...ids, admin.id], true, keyActor(["users:write"]))).rejects.toMatchObject({ code: "forbidden" });
  expect(await run([...ids, admin.id], true, userActor({ role: "admin" }))).toEqual({ changed: 2 });
});

test("all admins at once are refused, also by several who each leave one", async () => {
  await db.prisma.appUser.updateMany({ where: { role: "admin" }, data: { role: "user" } });
  const admins = (await Promise.all(Array.from({ length: 3 }, () => testUser(db, { role: "admin" })))).map(({ id }) => id);
  await expect(run(admins, true)).rejects.toMatchObject({ code: "wrong_state" });
  expect((await rowsOf(admins)).every(({ disabledAt }) => disabledAt === null)).toBe(true);
  const all = await Promise.allSettled([run(admins.slice(0, 2), true), run(admins.slice(1), true)]);
  expect(all.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("of many at once, each account is disabled once", async () => {
  const ids = await newIds(20);
  const all = await Promise.all(Array.from({ length: 5 }, (_, index) => run(index % 2 ? ids.toReversed() : ids, true)));
  expect(all.reduce((sum, { changed }) => sum + changed, 0)).toBe(20);
  expect(await actionsOf(ids)).toHaveLength(20);
});
