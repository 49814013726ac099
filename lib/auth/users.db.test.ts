import { describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor";
import { createPasswordLink } from "#lib/auth/create-password-link";
import { createUser } from "#lib/auth/create-user";
import { disableUser } from "#lib/auth/disable-user";
import { enableUser } from "#lib/auth/enable-user";
import { getUser } from "#lib/auth/get-user";
import { listUsers } from "#lib/auth/list-users";
import { permissions } from "#lib/auth/permissions";
import type { User } from "#lib/auth/schema";
import { signOutUser } from "#lib/auth/sign-out-user";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { updateUser } from "#lib/auth/update-user";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";

const db = testDatabase();
const ctx = (actor?: Actor) => testContext(db, actor ? { actor } : {});
const newEmail = () => `${crypto.randomUUID()}@example.test`;
const auditOf = (id: string) => db.prisma.auditLog.findMany({ where: { subjectKind: "user", subjectId: id }, orderBy: { id: "asc" } });
const eventsOf = async (id: string) =>
  (
    await db.pool.query<{ rooms: string[] }>(
      "select rooms from event_log where type = 'user:changed' and payload->>'userId' = $1 order by seq",
      [id],
    )
  ).rows;

describe("creating", () => {
  test("an account with uid and uuid; audited and announced, the password nowhere", async () => {
    const email = newEmail();
    const user = await createUser(ctx(), { email: email.toUpperCase(), name: " Ada ", password: "correct horse" });
    expect(user).toEqual({
      id: expect.any(String),
      uid: expect.any(Number),
      uuid: expect.any(String),
      email,
      name: "Ada",
      role: "user",
      hasSecondFactor: false,
      createdAt: noon.toISOString(),
      lastSignInAt: null,
      disabledAt: null,
      activePackage: null,
    });
    const [row] = await auditOf(user.id);
    expect(row).toMatchObject({
      action: "user.create",
      actorKind: "system",
      diff: { email: [null, email], passwordHash: [null, "[secret]"] },
    });
    expect(JSON.stringify(row, (_key, value) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(/argon2|correct horse/);
    expect(await eventsOf(user.id)).toHaveLength(1);
  });

  test("the same e-mail twice is 409 naming it, also at once, and leaves no audit row", async () => {
    const email = newEmail();
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => createUser(ctx(), { email })));
    expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of all)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict", errors: [{ path: "email" }] });
    expect(await db.prisma.auditLog.count({ where: { action: "user.create", diff: { path: ["email"], equals: [null, email] } } })).toBe(1);
  });

  test.each([
    ["a short password", { email: "a@example.test", password: "123456789" }, "password"],
    ["no e-mail address", { email: "nobody" }, "email"],
    ["an unknown role", { email: "a@example.test", role: "owner" }, "role"],
    ["an unknown field", { email: "a@example.test", isAdmin: true }, "isAdmin"],
    ["a name with NUL", { email: "a@example.test", name: "a\0" }, "name"],
  ])("%s is refused, naming the field", async (_name, input, path) => {
    await expect(createUser(ctx(), input as never)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
  });
});

describe("rights", () => {
  const calls: [name: string, call: (actor: Actor, id: string) => Promise<unknown>][] = [
    ["createUser", (actor) => createUser(ctx(actor), { email: newEmail() })],
    ["updateUser", (actor, id) => updateUser(ctx(actor), { id, name: "x" })],
    ["disableUser", (actor, id) => disableUser(ctx(actor), { id })],
    ["enableUser", (actor, id) => enableUser(ctx(actor), { id })],
    ["signOutUser", (actor, id) => signOutUser(ctx(actor), { id })],
    ["createPasswordLink", (actor, id) => createPasswordLink(ctx(actor), { id })],
  ];

  test.each(calls)("%s needs users:write", async (_name, call) => {
    const { id } = await testUser(db);
    for (const actor of [userActor(), keyActor(permissions.filter((one) => one !== "users:write"))])
      await expect(call(actor, id)).rejects.toMatchObject({ code: "forbidden" });
  });

  test.each(calls.slice(1))("%s of somebody who does not exist is 404", async (_name, call) => {
    await expect(call(userActor({ role: "admin" }), crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });

  test("reading needs users:read", async () => {
    const { id } = await testUser(db);
    const actor = keyActor(["users:write"]);
    await expect(getUser(ctx(actor), { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listUsers(ctx(actor), {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a key with users:write alone can neither make nor become nor touch an admin", async () => {
    const key = keyActor(["users:read", "users:write"]);
    const admin = await testUser(db, { role: "admin" });
    await testUser(db, { role: "admin" });
    const user = await testUser(db);
    await expect(createUser(ctx(key), { email: newEmail(), role: "admin" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(updateUser(ctx(key), { id: user.id, role: "admin" })).rejects.toMatchObject({ code: "forbidden" });
    for (const change of [{ password: "correct horse" }, { email: newEmail() }, { role: "user" as const }])
      await expect(updateUser(ctx(key), { id: admin.id, ...change })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createPasswordLink(ctx(key), { id: admin.id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(disableUser(ctx(key), { id: admin.id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await updateUser(ctx(key), { id: user.id, name: "Ada" })).toMatchObject({ name: "Ada", role: "user" });
  });
});

describe("changing", () => {
  test("only what is given, with its difference in the audit log", async () => {
    const { id, email } = await testUser(db);
    const admin = await testUser(db, { role: "admin" });
    expect(await updateUser(ctx(admin.actor), { id, name: "Ada" })).toMatchObject({ email, name: "Ada" });
    const [row] = await auditOf(id);
    expect(row).toMatchObject({
      action: "user.update",
      actorKind: "user",
      actorId: admin.id,
      diff: { name: ["", "Ada"] },
      address: "192.0.2.2",
    });
    expect((await eventsOf(id)).map(({ rooms }) => rooms)).toEqual([["permission:users:read", `user:${id}`]]);
  });

  test("nothing leaves no trace", async () => {
    const { id } = await testUser(db);
    await updateUser(ctx(), { id });
    await updateUser(ctx(), { id, name: "" });
    expect([await auditOf(id), await eventsOf(id)]).toEqual([[], []]);
  });

  test("a new password ends the sessions; the log says only that it changed", async () => {
    const { id } = await testUser(db);
    await updateUser(ctx(), { id, password: "correct horse" });
    expect((await db.prisma.appUser.findUniqueOrThrow({ where: { id } })).tokenVersion).toBe(2);
    expect((await auditOf(id))[0]?.diff).toEqual({ passwordHash: [null, "[secret]"], tokenVersion: ["[secret]", "[secret]"] });
  });

  test("an e-mail that is taken is 409", async () => {
    const [one, two] = [await testUser(db), await testUser(db)];
    await expect(updateUser(ctx(), { id: one.id, email: two.email.toUpperCase() })).rejects.toMatchObject({ code: "conflict" });
  });

  test("disabling, enabling and their wrong states", async () => {
    const { id } = await testUser(db);
    await expect(enableUser(ctx(), { id })).rejects.toMatchObject({ code: "wrong_state", state: { disabledAt: null } });
    expect(await disableUser(ctx(), { id })).toMatchObject({ disabledAt: noon.toISOString() });
    await expect(disableUser(ctx(), { id })).rejects.toMatchObject({ code: "wrong_state", state: { disabledAt: noon.toISOString() } });
    expect(await enableUser(ctx(), { id })).toMatchObject({ disabledAt: null });
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(["user.disable", "user.enable"]);
  });

  test("of ten who disable at once one does", async () => {
    const { id } = await testUser(db);
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => disableUser(ctx(), { id })));
    expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await auditOf(id)).toHaveLength(1);
  });
});

describe("the last admin", () => {
  const onlyAdmins = async (count: number) => {
    await db.prisma.appUser.updateMany({ where: { role: "admin" }, data: { role: "user" } });
    return Promise.all(Array.from({ length: count }, () => testUser(db, { role: "admin" })));
  };

  test("is neither disabled nor demoted, but can be renamed", async () => {
    const [admin] = await onlyAdmins(1);
    const id = admin?.id ?? "";
    const other = await testUser(db, { role: "admin" });
    await disableUser(ctx(), { id: other.id });
    for (const call of [() => disableUser(ctx(), { id }), () => updateUser(ctx(), { id, role: "user" })])
      await expect(call()).rejects.toMatchObject({ code: "wrong_state" });
    expect(await updateUser(ctx(), { id, name: "Root" })).toMatchObject({ name: "Root", role: "admin" });
    expect(await updateUser(ctx(), { id: other.id, role: "user" })).toMatchObject({ role: "user" });
  });

  test("stays when all admins are demoted at once", async () => {
    const admins = await onlyAdmins(5);
    const all = await Promise.allSettled(admins.map(({ id }) => updateUser(ctx(), { id, role: "user" })));
    expect(all.filter((one) => one.status === "rejected")).toHaveLength(1);
    expect(await db.prisma.appUser.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
  });
});

describe("the list", () => {
  const listed = async (input: Parameters<typeof listUsers>[1]) => (await listUsers(ctx(), input)).items.map(({ id }) => id);

  test("pages by cursor without gap or repetition, newest first, whatever is added meanwhile", async () => {
    for (let i = 0; i < 5; i++) await testUser(db);
    const before = await listed({ limit: 500 });
    const paged: User[] = [];
    let cursor: string | undefined;
    do {
      const page = await listUsers(ctx(), { limit: 2, cursor });
      paged.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      await testUser(db);
    } while (cursor);
    expect(paged.map(({ id }) => id)).toEqual(before);
    expect(paged.map(({ uid }) => uid)).toEqual(paged.map(({ uid }) => uid).toSorted((a, b) => b - a));
  });

  test("finds by a part of e-mail and name, by exact uid, id and uuid; wildcards are letters", async () => {
    const user = await createUser(ctx(), { email: "findable_100@example.test", name: "Zoë 100% Quux" });
    for (const q of ["findable_1", "ABLE_100", "100% q", "zoë 1", String(user.uid), user.id, user.uuid.toUpperCase()])
      expect(await listed({ q }), q).toContain(user.id);
    expect(await listed({ q: "findable%example" })).toEqual([]);
    expect(await listed({ q: "findable.100" })).toEqual([]);
    expect(await listed({ q: "'; drop table app_user; --" })).toEqual([]);
  });

  test("filters by role and by being disabled", async () => {
    const [user, admin] = [await testUser(db), await testUser(db, { role: "admin" })];
    await disableUser(ctx(), { id: user.id });
    expect(await listed({ disabled: "true" })).toContain(user.id);
    expect(await listed({ disabled: "false" })).not.toContain(user.id);
    expect(await listed({ role: "admin" })).toContain(admin.id);
    expect(await listed({ role: "admin" })).not.toContain(user.id);
  });

  test("shows the active package", async () => {
    const { id, uid } = await testUser(db);
    const item = await db.prisma.package.create({
      data: {
        series: crypto.randomUUID(),
        version: 1,
        isMaster: true,
        name: "Gold",
        trafficLimit: 1n,
        expireDurationS: 1n,
        availableGroup: 1,
      },
    });
    const queueItem = await db.prisma.queueItem.create({
      data: { userId: id, uid, packageId: item.id, status: "active", createdAt: noon },
    });
    expect(await getUser(ctx(), { id })).toMatchObject({ activePackage: { queueItemId: queueItem.id, packageName: "Gold" } });
  });

  test.each(["x", "W10", "WzEuNV0", "eyJhIjoxfQ"])("a cursor that is none (%s) is 400 naming it", async (cursor) => {
    await expect(listUsers(ctx(), { cursor })).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "cursor" }] });
  });
});
