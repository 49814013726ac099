import { describe, expect, test } from "vitest";
import { changePassword } from "#lib/auth/change-password";
import { createPasswordLink } from "#lib/auth/create-password-link";
import { createUser } from "#lib/auth/create-user";
import { disableUser } from "#lib/auth/disable-user";
import { getMe } from "#lib/auth/get-me";
import { permissions } from "#lib/auth/permissions";
import { redeemPasswordLink } from "#lib/auth/redeem-password-link";
import { signIn } from "#lib/auth/sign-in";
import { signOutEverywhere } from "#lib/auth/sign-out-everywhere";
import { anonymousActor, keyActor, nodeActor, testContext, userActor } from "#lib/auth/testing/context";
import { hashSecret } from "#lib/core/secrets";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";

const db = testDatabase();
const ctx = () => testContext(db);
const anonymous = (now?: Date) => testContext(db, { actor: anonymousActor, ...(now && { now }) });

async function person(password?: string) {
  const user = await createUser(ctx(), { email: `${crypto.randomUUID()}@example.test`, ...(password && { password }) });
  const actor = { ...userActor({ userId: user.id, uid: user.uid, label: user.email }), address: `2001:db8:${user.uid}::1` };
  const tokenVersion = async () => (await db.prisma.appUser.findUniqueOrThrow({ where: { id: user.id } })).tokenVersion;
  return { ...user, own: testContext(db, { actor }), tokenVersion };
}

describe("me", () => {
  test("a person", async () => {
    const { id, uid, email, own } = await person();
    expect(await getMe(own, {})).toEqual({ kind: "user", id, uid, email, name: "", role: "user", hasSecondFactor: false, permissions: [] });
  });

  test("an admin holds every permission, a key its own", async () => {
    const { id, uid } = await person();
    expect((await getMe(testContext(db, { actor: userActor({ userId: id, uid, role: "admin" }) }), {})).permissions).toEqual(permissions);
    const key = keyActor(["usage:read"]);
    expect(await getMe(testContext(db, { actor: key }), {})).toMatchObject({
      kind: "api_key",
      id: key.keyId,
      uid: null,
      permissions: ["usage:read"],
    });
  });

  test("nobody is 401, a node 403", async () => {
    await expect(getMe(anonymous(), {})).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(getMe(testContext(db, { actor: nodeActor(1) }), {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("own password", () => {
  test("the present one is asked; the new one signs in, every session ends", async () => {
    const { email, own, id, tokenVersion } = await person("correct horse");
    await changePassword(own, { currentPassword: "correct horse", newPassword: "battery staple" });
    expect(await tokenVersion()).toBe(2);
    expect(await signIn(anonymous(), { email, password: "battery staple" })).toMatchObject({ id, tokenVersion: 2 });
    await expect(signIn(anonymous(), { email, password: "correct horse" })).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a wrong one names its field and is limited like a sign-in", async () => {
    const { own, tokenVersion } = await person("correct horse");
    const guess = () => changePassword(own, { currentPassword: "wrong horse", newPassword: "battery staple" });
    for (let i = 0; i < 5; i++)
      await expect(guess()).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "currentPassword" }] });
    await expect(guess()).rejects.toMatchObject({ code: "rate_limited" });
    expect(await tokenVersion()).toBe(1);
  });

  test("of two changes at once one is made", async () => {
    const { own, tokenVersion } = await person("correct horse");
    const change = (newPassword: string) => changePassword(own, { currentPassword: "correct horse", newPassword });
    const all = await Promise.allSettled([change("battery staple"), change("staple battery")]);
    expect(all.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await tokenVersion()).toBe(2);
  });

  test("a key has none, and none to sign out", async () => {
    const key = testContext(db, { actor: keyActor(permissions) });
    await expect(changePassword(key, { currentPassword: "x", newPassword: "battery staple" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(signOutEverywhere(key, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("signing out everywhere raises the token version and is audited", async () => {
    const { own, id, tokenVersion } = await person();
    await signOutEverywhere(own, {});
    expect(await tokenVersion()).toBe(2);
    const rows = await db.prisma.auditLog.findMany({ where: { subjectId: id, action: "user.sign-out-everywhere" } });
    expect(rows.map(({ actorId }) => actorId)).toEqual([id]);
  });
});

describe("password links", () => {
  const tokenOf = ({ path }: { path: string }) => path.split("#")[1] ?? "";
  const redeem = (token: string, now?: Date) => redeemPasswordLink(anonymous(now), { token, password: "battery staple" });

  test("set a password once, without anybody's session surviving; kept as a hash only", async () => {
    const { id, email, tokenVersion } = await person();
    const link = await createPasswordLink(ctx(), { id });
    expect(link).toEqual({
      path: expect.stringMatching(/^\/password#[A-Za-z0-9_-]{43}$/),
      expiresAt: fromNoon({ hours: 24 }).toISOString(),
    });
    const token = tokenOf(link);
    expect(await db.prisma.secretToken.count({ where: { tokenHash: hashSecret(token) } })).toBe(1);
    await redeem(token);
    expect(await tokenVersion()).toBe(2);
    expect(await signIn(anonymous(), { email, password: "battery staple" })).toMatchObject({ id });
    await expect(redeem(token)).rejects.toMatchObject({ code: "not_found" });
    const rows = await db.prisma.auditLog.findMany({ where: { subjectId: id, action: "user.set-password-by-link" } });
    expect(rows).toMatchObject([{ actorKind: "anonymous", address: anonymousActor.address, diff: { passwordHash: [null, "[secret]"] } }]);
  });

  test("one of five at once is redeemed", async () => {
    const { id } = await person();
    const token = tokenOf(await createPasswordLink(ctx(), { id }));
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => redeem(token)));
    expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  test("unknown, replaced, expired and of a disabled account are one answer", async () => {
    const { id } = await person();
    const replaced = tokenOf(await createPasswordLink(ctx(), { id }));
    const present = tokenOf(await createPasswordLink(ctx(), { id }));
    const attempts = [() => redeem("unknown"), () => redeem(replaced), () => redeem(present, fromNoon({ hours: 24 }))];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ code: "not_found", message: "Password link not found" });
    await disableUser(ctx(), { id });
    await expect(redeem(present)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a short password does not use the link up", async () => {
    const { id } = await person();
    const token = tokenOf(await createPasswordLink(ctx(), { id }));
    await expect(redeemPasswordLink(anonymous(), { token, password: "short" })).rejects.toMatchObject({ code: "validation_failed" });
    await redeem(token);
  });
});
