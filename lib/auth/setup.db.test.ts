import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { authenticateHeaders } from "#lib/auth/authenticate";
import { bootstrap } from "#lib/auth/bootstrap";
import { getSetupState } from "#lib/auth/get-setup-state";
import { permissions } from "#lib/auth/permissions";
import { setUp } from "#lib/auth/set-up";
import { neededSetupCode, setupCode } from "#lib/auth/setup-code";
import { signIn } from "#lib/auth/sign-in";
import { anonymousActor, testContext } from "#lib/auth/testing/context";
import { provideTestSecret } from "#lib/auth/testing/secret";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";

const db = testDatabase();
const from = (address: string) => testContext(db, { actor: { ...anonymousActor, address } });
const here = () => from("127.0.0.1");
let lastAddress = 0;
const elsewhere = () => from(`198.51.100.${++lastAddress}`);
const admin = { email: "root@example.test", password: "correct horse" };
const noEnv = { BOOTSTRAP_ADMIN_EMAIL: "", BOOTSTRAP_ADMIN_PASSWORD: "", BOOTSTRAP_API_KEY: "" };

beforeAll(provideTestSecret);
beforeEach(() => db.pool.query("truncate app_user, api_key, audit_log, event_log restart identity cascade"));

describe("set-up", () => {
  test("is needed until there is an admin; the code only from elsewhere", async () => {
    expect(await getSetupState(here(), {})).toEqual({ needed: true, codeRequired: false });
    expect(await getSetupState(from("::1"), {})).toEqual({ needed: true, codeRequired: false });
    expect(await getSetupState(elsewhere(), {})).toEqual({ needed: true, codeRequired: true });
    await testUser(db);
    expect(await neededSetupCode(db)).toBe(setupCode());
    await testUser(db, { role: "admin" });
    expect(await getSetupState(elsewhere(), {})).toEqual({ needed: false, codeRequired: false });
    expect(await neededSetupCode(db)).toBeUndefined();
  });

  test("makes an admin who signs in, audited without the password", async () => {
    const made = await setUp(here(), { ...admin, name: "Root" });
    expect(made).toEqual({ id: expect.any(String), email: admin.email });
    expect(await signIn(here(), admin)).toMatchObject({ id: made.id });
    const [row] = await db.prisma.auditLog.findMany({ where: { subjectId: made.id, action: "setup.create-admin" } });
    expect(row).toMatchObject({
      actorKind: "anonymous",
      address: "127.0.0.1",
      diff: { role: [null, "admin"], passwordHash: [null, "[secret]"] },
    });
  });

  test("exactly one of twenty at once does", async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => setUp(here(), { ...admin, email: `root${i}@example.test` })));
    expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of all)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "wrong_state", state: { needed: false } });
    expect(await db.prisma.appUser.count()).toBe(1);
  });

  test("stays closed when the admin is disabled", async () => {
    await testUser(db, { role: "admin" });
    await db.prisma.appUser.updateMany({ data: { disabledAt: new Date() } });
    await expect(setUp(here(), admin)).rejects.toMatchObject({ code: "wrong_state" });
  });

  test("from elsewhere only with the code, however it is typed", async () => {
    for (const code of [undefined, "", "0000-0000-0000", setupCode().slice(0, -1)])
      await expect(setUp(elsewhere(), { ...admin, ...(code !== undefined && { code }) })).rejects.toMatchObject({
        code: "forbidden",
        errors: [{ path: "code" }],
      });
    await expect(setUp(from("0.0.0.0"), admin)).rejects.toMatchObject({ code: "forbidden" });
    expect(await setUp(elsewhere(), { ...admin, code: ` ${setupCode().toLowerCase().replaceAll("-", " ")} ` })).toMatchObject({
      email: admin.email,
    });
  });

  test("guessing the code is limited", async () => {
    const { actor } = elsewhere();
    const guess = () => setUp(testContext(db, { actor }), { ...admin, code: "0000-0000-0000" });
    for (let i = 0; i < 5; i++) await expect(guess()).rejects.toMatchObject({ code: "forbidden" });
    await expect(guess()).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("the code is readable and the same for every process of the installation", () => {
    expect(setupCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(setupCode()).toBe(setupCode());
  });
});

describe("bootstrap", () => {
  const env = { ...noEnv, BOOTSTRAP_ADMIN_EMAIL: "Root@Example.test", BOOTSTRAP_ADMIN_PASSWORD: admin.password };
  const key = "any string of thirty-two characters or more: ü is not one of them".replace("ü", "u");

  test("makes the first admin once, whoever starts how often", async () => {
    await Promise.all(Array.from({ length: 5 }, () => bootstrap(db, env)));
    await bootstrap(db, { ...env, BOOTSTRAP_ADMIN_EMAIL: "other@example.test" });
    expect((await db.prisma.appUser.findMany()).map(({ email, role }) => [email, role])).toEqual([["root@example.test", "admin"]]);
    expect(await signIn(here(), admin)).toBeDefined();
    expect(await db.prisma.auditLog.count({ where: { action: "bootstrap.create-admin", actorKind: "system" } })).toBe(1);
  });

  test("an account with that e-mail becomes the first admin", async () => {
    const user = await testUser(db, { email: "root@example.test" });
    await bootstrap(db, env);
    expect(await db.prisma.appUser.findMany()).toMatchObject([{ id: user.id, role: "admin", tokenVersion: 2 }]);
  });

  test("makes the first key once; it works word for word, with every permission", async () => {
    await Promise.all(Array.from({ length: 5 }, () => bootstrap(db, { ...noEnv, BOOTSTRAP_API_KEY: key })));
    await bootstrap(db, { ...noEnv, BOOTSTRAP_API_KEY: `another ${key}` });
    expect(await db.prisma.apiKey.count()).toBe(1);
    const { actor } = await authenticateHeaders({ authorization: `Bearer ${key}` }, {}, "settings:write");
    expect([...actor.permissions]).toEqual(permissions);
    expect(JSON.stringify(await db.prisma.auditLog.findMany({ select: { diff: true } }))).not.toContain(key);
  });

  test("a revoked first key does not come back", async () => {
    await bootstrap(db, { ...noEnv, BOOTSTRAP_API_KEY: key });
    await db.prisma.apiKey.updateMany({ data: { revokedAt: new Date() } });
    await bootstrap(db, { ...noEnv, BOOTSTRAP_API_KEY: key });
    await expect(authenticateHeaders({ authorization: `Bearer ${key}` }, {}, "public")).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("nothing asked, nothing made", async () => {
    await bootstrap(db, noEnv);
    expect([await db.prisma.appUser.count(), await db.prisma.apiKey.count()]).toEqual([0, 0]);
  });

  test.each([
    ["no password", { ...env, BOOTSTRAP_ADMIN_PASSWORD: "" }, /BOOTSTRAP_ADMIN_PASSWORD=\(hidden\): expected at least 10/],
    ["a short password", { ...env, BOOTSTRAP_ADMIN_PASSWORD: "123456789" }, /BOOTSTRAP_ADMIN_PASSWORD/],
    ["no e-mail", { ...env, BOOTSTRAP_ADMIN_EMAIL: "" }, /BOOTSTRAP_ADMIN_EMAIL="": expected an e-mail/],
  ])("%s stops the start in one line", async (_name, values, message) => {
    await expect(bootstrap(db, values)).rejects.toThrow(message);
  });
});
