import { expect, test } from "vitest";
import { createApiKey } from "#lib/auth/create-api-key";
import { listApiKeys } from "#lib/auth/list-api-keys";
import { permissions } from "#lib/auth/permissions";
import { revokeApiKey } from "#lib/auth/revoke-api-key";
import { showApiKey } from "#lib/auth/show-api-key";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { updateApiKey } from "#lib/auth/update-api-key";
import { hashSecret } from "#lib/core/secrets";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";

const db = testDatabase();
const ctx = (now = noon) => testContext(db, { now });
const keysOf = (name: string) => db.prisma.apiKey.findMany({ where: { name } });

test("a key is shown once and kept as its hash; made by, audited, announced", async () => {
  const admin = await testUser(db, { role: "admin" });
  const expiresAt = fromNoon({ days: 30 }).toISOString();
  const input = { name: " billing ", permissions: ["users:write" as const, "usage:read" as const, "usage:read" as const], expiresAt };
  const { key, ...view } = await createApiKey(testContext(db, { actor: admin.actor }), input);
  expect(view).toEqual({
    id: expect.any(String),
    prefix: key.split("_")[1],
    name: "billing",
    permissions: ["usage:read", "users:write"],
    createdBy: { id: admin.id, email: admin.email },
    createdAt: noon.toISOString(),
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  });
  const [row] = await keysOf("billing");
  expect(row && Buffer.from(row.secretHash)).toEqual(hashSecret(key));
  expect((await listApiKeys(ctx(), {})).items).toContainEqual(view);
  const audit = await db.prisma.auditLog.findMany({ where: { subjectKind: "api-key", subjectId: view.id } });
  expect(audit).toMatchObject([{ action: "api-key.create", actorId: admin.id }]);
  const events = await db.pool.query("select * from event_log where payload->>'keyId' = $1", [view.id]);
  expect(events.rows).toHaveLength(1);
  const everything = JSON.stringify([
    audit.map(({ diff }) => diff),
    events.rows.map(({ payload }) => payload),
    await listApiKeys(ctx(), {}),
  ]);
  expect(everything).not.toContain(key.split("_")[2]);
});

test("nobody gives what they do not hold", async () => {
  const asker = keyActor(["settings:write", "usage:read"]);
  const give = (held: readonly (typeof permissions)[number][]) =>
    createApiKey(testContext(db, { actor: asker }), { name: "given", permissions: [...held] });
  await expect(give(["usage:read", "usage:write"])).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("usage:write"),
  });
  await expect(give(permissions)).rejects.toMatchObject({ code: "forbidden" });
  expect((await give(["usage:read"])).permissions).toEqual(["usage:read"]);
  expect(await keysOf("given")).toHaveLength(1);
});

test.each([
  ["no name", { name: " ", permissions: ["usage:read"] }, "name"],
  ["no permission", { name: "x", permissions: [] }, "permissions"],
  ["an unknown permission", { name: "x", permissions: ["usage:admin"] }, "permissions.0"],
  ["an expiry that is past", { name: "x", permissions: ["usage:read"], expiresAt: noon.toISOString() }, "expiresAt"],
  ["an expiry that is no instant", { name: "x", permissions: ["usage:read"], expiresAt: "tomorrow" }, "expiresAt"],
])("%s is refused, naming the field", async (_name, input, path) => {
  await expect(createApiKey(ctx(), input as never)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
});

test("settings:read lists, settings:write makes and revokes", async () => {
  const { id } = await createApiKey(ctx(), { name: "rights", permissions: ["usage:read"] });
  const reader = testContext(db, { actor: keyActor(["settings:read", "usage:read"]) });
  expect((await listApiKeys(reader, {})).items.length).toBeGreaterThan(0);
  await expect(createApiKey(reader, { name: "x", permissions: ["usage:read"] })).rejects.toMatchObject({ code: "forbidden" });
  await expect(revokeApiKey(reader, { id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(listApiKeys(testContext(db, { actor: userActor() }), {})).rejects.toMatchObject({ code: "forbidden" });
});

test("revoking: once, audited; then its state; unknown is 404", async () => {
  const { id } = await createApiKey(ctx(), { name: "revoked", permissions: ["usage:read"] });
  const all = await Promise.allSettled(Array.from({ length: 5 }, () => revokeApiKey(ctx(), { id })));
  expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  await expect(revokeApiKey(ctx(), { id })).rejects.toMatchObject({ code: "wrong_state", state: { revokedAt: noon.toISOString() } });
  expect(await db.prisma.auditLog.count({ where: { subjectId: id, action: "api-key.revoke" } })).toBe(1);
  await expect(revokeApiKey(ctx(), { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});

test("one key by its id, revoked ones too; unknown is 404", async () => {
  const { key: _key, ...made } = await createApiKey(ctx(), { name: "one", permissions: ["usage:read"] });
  expect(await showApiKey(ctx(), { id: made.id })).toEqual(made);
  await revokeApiKey(ctx(), { id: made.id });
  expect((await showApiKey(ctx(), { id: made.id })).revokedAt).toBe(noon.toISOString());
  await expect(showApiKey(ctx(), { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});

test("a key gets another name, audited and announced; the same name changes nothing; a revoked one keeps its own", async () => {
  const { id } = await createApiKey(ctx(), { name: "old name", permissions: ["usage:read"] });
  expect(await updateApiKey(ctx(), { id, name: " new name " })).toMatchObject({ id, name: "new name", permissions: ["usage:read"] });
  await updateApiKey(ctx(), { id, name: "new name" });
  const changes = await db.prisma.auditLog.findMany({ where: { subjectId: id, action: "api-key.update" } });
  expect(changes.map(({ diff }) => diff)).toEqual([{ name: ["old name", "new name"] }]);
  await revokeApiKey(ctx(), { id });
  await expect(updateApiKey(ctx(), { id, name: "late" })).rejects.toMatchObject({
    code: "wrong_state",
    state: { revokedAt: noon.toISOString() },
  });
  await expect(updateApiKey(ctx(), { id: crypto.randomUUID(), name: "x" })).rejects.toMatchObject({ code: "not_found" });
  await expect(updateApiKey(ctx(), { id, name: " " })).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "name" }] });
  const reader = testContext(db, { actor: keyActor(["settings:read"]) });
  await expect(updateApiKey(reader, { id, name: "x" })).rejects.toMatchObject({ code: "forbidden" });
});

test("two who revoke and rename at once: the rename sees the other's end", async () => {
  const { id } = await createApiKey(ctx(), { name: "race", permissions: ["usage:read"] });
  await Promise.allSettled([revokeApiKey(ctx(), { id }), updateApiKey(ctx(), { id, name: "raced" })]);
  const [key, renames] = await Promise.all([
    showApiKey(ctx(), { id }),
    db.prisma.auditLog.count({ where: { subjectId: id, action: "api-key.update" } }),
  ]);
  expect([key.revokedAt, key.name]).toEqual([noon.toISOString(), renames === 1 ? "raced" : "race"]);
});

test("active, expired, revoked: every key is in one of them", async () => {
  const make = async (name: string, expiresAt?: Date) =>
    (await createApiKey(ctx(), { name, permissions: ["usage:read"], ...(expiresAt && { expiresAt: expiresAt.toISOString() }) })).id;
  const ids = {
    forever: await make("forever"),
    soon: await make("soon", fromNoon({ days: 1 })),
    over: await make("over", fromNoon({ minutes: 1 })),
    both: await make("both", fromNoon({ minutes: 1 })),
  };
  await revokeApiKey(ctx(), { id: ids.both });
  const later = ctx(fromNoon({ minutes: 1 }));
  const listed = async (state: "active" | "expired" | "revoked") => {
    const all = new Set((await listApiKeys(later, { state, limit: 500 })).items.map(({ id }) => id));
    return Object.entries(ids).flatMap(([name, id]) => (all.has(id) ? [name] : []));
  };
  expect([await listed("active"), await listed("expired"), await listed("revoked")]).toEqual([["forever", "soon"], ["over"], ["both"]]);
});

test("the list pages without gap or repetition, also within one instant", async () => {
  for (let i = 0; i < 7; i++)
    await createApiKey(ctx(fromNoon({ hours: 1, seconds: Math.floor(i / 3) })), { name: `page ${i}`, permissions: ["usage:read"] });
  const all = (await listApiKeys(ctx(), { limit: 500 })).items.map(({ id }) => id);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listApiKeys(ctx(), { limit: 2, cursor });
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(paged).toEqual(all);
});
