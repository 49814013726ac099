import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { authenticate, authenticateHeaders } from "#lib/auth/authenticate";
import { createApiKey } from "#lib/auth/create-api-key";
import { disableUser } from "#lib/auth/disable-user";
import { permissionsOfRole } from "#lib/auth/permissions";
import { revokeApiKey } from "#lib/auth/revoke-api-key";
import { sessionActor } from "#lib/auth/session";
import { signOutUser } from "#lib/auth/sign-out-user";
import { testContext } from "#lib/auth/testing/context";
import { provideTestSecret } from "#lib/auth/testing/secret";
import { testUser } from "#lib/auth/testing/user";
import { authSecret, hashSecret } from "#lib/core/secrets";

import { testDatabase } from "#lib/core/testing/database";

const db = testDatabase();
const origin = { address: "192.0.2.9", requestId: "r1" };
const ctx = () => testContext(db, { now: new Date() });

beforeAll(provideTestSecret);

/** A cookie header as next-auth would have set it. */
async function cookieOf(user: { id: string }, tokenVersion = 1, maxAge = 60): Promise<string> {
  return `other=1; next-auth.session-token=${await encode({ token: { sub: user.id, tokenVersion }, secret: authSecret(), maxAge })}`;
}

const bearer = (token: string) => new Request("http://localhost/", { headers: { authorization: `Bearer ${token}` } });
const newKey = () => createApiKey(ctx(), { name: "reader", permissions: ["usage:read", "fleet:read"] });
const nodeToken = "fln_0123456789abcdefghijklmnopqrstuvwxyz";

describe("API keys", () => {
  test("a key is its actor with its own permissions, and notes its use", async () => {
    const { key, id, prefix } = await newKey();
    const { actor, by } = await authenticate(bearer(key), origin, "signed-in");
    expect(by).toBe("key");
    expect(actor).toMatchObject({ kind: "api_key", keyId: id, label: `reader (${prefix})`, ...origin });
    expect([...actor.permissions]).toEqual(["usage:read", "fleet:read"]);
    const lastUse = () => db.prisma.apiKey.findUniqueOrThrow({ where: { id } }).then((row) => row.lastUsedAt);
    await vi.waitFor(async () => expect(await lastUse()).not.toBeNull(), 10_000);
  });

  test("its use is written once for many requests of a minute", async () => {
    const { key } = await newKey();
    const query = vi.spyOn(db.pool, "query");
    for (let i = 0; i < 5; i++) await authenticate(bearer(key), origin, "signed-in");
    const writes = query.mock.calls.filter(([text]) => String(text).includes("update api_key"));
    query.mockRestore();
    expect(writes).toHaveLength(1);
  });

  test("one that the operator chose works as it is, even when it looks like ours or like a node's", async () => {
    for (const key of [
      "correct horse battery staple, 32 characters",
      "fl_abcdefghij_chosen-by-an-operator-32",
      "fln_chosen-by-an-operator-with-32-chars",
    ]) {
      const data = {
        prefix: crypto.randomUUID(),
        name: "chosen",
        permissions: ["users:read", "long-gone:read"],
        secretHash: hashSecret(key),
      };
      await db.prisma.apiKey.create({ data });
      const { actor } = await authenticate(bearer(key), origin, "signed-in");
      expect([...actor.permissions]).toEqual(["users:read"]);
    }
  });

  test("revoked, expired, wrong and garbage are 401 and never the cookie's user", async () => {
    const user = await testUser(db);
    const cookie = await cookieOf(user);
    const revoked = await newKey();
    await revokeApiKey(ctx(), { id: revoked.id });
    const expired = await newKey();
    await db.prisma.apiKey.update({ where: { id: expired.id }, data: { expiresAt: new Date(0) } });
    const good = await newKey();
    const tokens = [
      revoked.key,
      expired.key,
      good.key.slice(0, -1),
      `${good.key}x`,
      good.key.toUpperCase(),
      "",
      "x",
      "%E0%A4%A",
      "null",
      "fl__",
      "fl_a_b",
      nodeToken,
      "a".repeat(600),
      "\u00ff".repeat(40),
      "../../../../etc/passwd",
      "' or 1=1 --------------------",
      "\\x00\\x00\\x00\\x00\\x00\\x00",
    ];
    for (const token of tokens) {
      const headers = { authorization: `Bearer ${token}`, cookie };
      for (const policy of ["public", "signed-in", "usage:read", "node"] as const)
        await expect(authenticateHeaders(headers, origin, policy), token).rejects.toMatchObject({ code: "unauthenticated" });
    }
    await expect(authenticateHeaders({ authorization: "Bearer", cookie }, origin, "public")).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect((await authenticateHeaders({ authorization: `bearer ${good.key}`, cookie }, origin, "public")).by).toBe("key");
    // What a proxy in front uses for itself is none of our business.
    expect((await authenticateHeaders({ authorization: "Basic Zm9vOmJhcg==", cookie }, origin, "public")).by).toBe("session");
  });
});

describe("node tokens", () => {
  test("are a node where nodes belong and nothing anywhere else", async () => {
    const server = { name: "fra-1", compatibility: "native", tokenHash: hashSecret(nodeToken) };
    const { id } = await db.prisma.nodeServer.create({ data: server });
    const node = await authenticate(bearer(nodeToken), origin, "node");
    expect(node).toMatchObject({ by: "node", actor: { kind: "node", nodeServerId: id, label: "fra-1" } });
    await expect(authenticate(bearer(nodeToken), origin, "fleet:read")).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(authenticate(bearer(nodeToken), origin, "public")).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(authenticate(bearer(`${nodeToken}x`), origin, "node")).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("sessions", () => {
  test("a cookie is its user with the permissions of the role that the database has now", async () => {
    const user = await testUser(db, { role: "admin" });
    const { actor, by } = await authenticateHeaders({ cookie: await cookieOf(user) }, origin, "signed-in");
    expect(by).toBe("session");
    expect(actor).toEqual({
      kind: "user",
      userId: user.id,
      uid: user.uid,
      label: user.email,
      role: "admin",
      permissions: permissionsOfRole("admin"),
      tokenVersion: 1,
      ...origin,
    });
  });

  test("the secure name and a cookie in parts are read too", async () => {
    const user = await testUser(db);
    const token = (await cookieOf(user)).split("session-token=")[1] ?? "";
    const name = "__Secure-next-auth.session-token";
    for (const cookie of [`${name}=${token}`, `${name}.0=${token.slice(0, 50)}; ${name}.1=${token.slice(50)}`])
      expect(await sessionActor(cookie)).toMatchObject({ userId: user.id });
  });

  test("none, forged, expired, foreign and of nobody are anonymous", async () => {
    const user = await testUser(db);
    const foreign = await encode({ token: { sub: user.id, tokenVersion: 1 }, secret: "another installation's secret, 32" });
    const cookies = [
      undefined,
      "",
      "next-auth.session-token=",
      "next-auth.session-token=%E0%A4%A",
      `next-auth.session-token=${foreign}`,
      "a=b;;;=;next-auth.session-token",
      await cookieOf(user, 1, -3600),
      await cookieOf(user, 2),
      await cookieOf({ id: crypto.randomUUID() }),
      await cookieOf({ id: "not a uuid" }),
    ];
    for (const cookie of cookies) {
      const { actor, by } = await authenticateHeaders({ cookie }, origin, "signed-in");
      expect({ kind: actor.kind, by, held: actor.permissions.size }, cookie).toEqual({ kind: "anonymous", by: "none", held: 0 });
    }
  });

  test("disabling and signing out everywhere end it", async () => {
    for (const end of [disableUser, signOutUser]) {
      const user = await testUser(db);
      const cookie = await cookieOf(user);
      expect(await sessionActor(cookie)).toMatchObject({ userId: user.id });
      await end(ctx(), { id: user.id });
      expect(await sessionActor(cookie)).toBeUndefined();
    }
  });

  test("another process's change is seen when memory is three seconds old, a new session at once", async () => {
    const user = await testUser(db);
    const old = await cookieOf(user);
    const clock = vi.spyOn(performance, "now");
    clock.mockReturnValue(1_000_000);
    expect(await sessionActor(old)).toBeDefined();
    await db.pool.query("update app_user set token_version = 2 where id = $1", [user.id]);
    clock.mockReturnValue(1_003_000);
    expect(await sessionActor(old)).toBeUndefined();
    await db.pool.query("update app_user set token_version = 3 where id = $1", [user.id]);
    expect(await sessionActor(await cookieOf(user, 3))).toBeDefined();
    clock.mockRestore();
  });

  test("requests of one moment share one query", async () => {
    const user = await testUser(db);
    const cookie = await cookieOf(user);
    const query = vi.spyOn(db, "rows");
    await Promise.all(Array.from({ length: 20 }, () => sessionActor(cookie)));
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });

  test("a database that is away is not a signed-out user, and is asked again", async () => {
    const user = await testUser(db);
    const cookie = await cookieOf(user);
    const away = vi.spyOn(db, "rows").mockRejectedValueOnce(Object.assign(new Error("away"), { code: "ECONNREFUSED" }));
    await expect(sessionActor(cookie)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    away.mockRestore();
    expect(await sessionActor(cookie)).toBeDefined();
  });
});
