import { expect, test } from "vitest";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { createTelemetryToken } from "./create-telemetry-token.ts";
import { listTelemetryTokens } from "./list-telemetry-tokens.ts";
import { revokeTelemetryToken } from "./revoke-telemetry-token.ts";
import { findTelemetryToken, noteTokensInUse, stillValid } from "./token-use.ts";

const db = testDatabase();
const ctx = (now = noon) => testContext(db, { actor: keyActor(["telemetry:write"]), now });
const make = (name: string, now = noon) => createTelemetryToken(ctx(now), { name });
const listed = async () => (await listTelemetryTokens(ctx(), { limit: 500 })).items;

test("a token is shown once; the list and the log know its name, never what it is", async () => {
  const { token, ...view } = await make(" collators ");
  expect(token).toMatch(/^flt_[A-Za-z0-9_-]{43}$/);
  expect(view).toEqual({
    id: expect.any(String),
    name: "collators",
    createdBy: "key test",
    createdAt: noon.toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  });
  expect((await listed()).find(({ id }) => id === view.id)).toEqual(view);
  const audit = await db.prisma.auditLog.findMany({ where: { subjectKind: "telemetry-token", subjectId: view.id } });
  expect(audit.map(({ action, diff }) => [action, diff])).toEqual([["telemetry-token.create", { name: [null, "collators"] }]]);
  const [row] = await db.prisma.telemetryToken.findMany({ where: { id: view.id } });
  expect(JSON.stringify([row, audit.map(({ diff }) => diff), await listed()])).not.toContain(token.slice(4));
  expect(Buffer.from(row?.tokenHash ?? []).byteLength).toBe(32);
});

test("only telemetry:write makes, lists and revokes", async () => {
  const { id } = await make("rights");
  for (const actor of [keyActor(["telemetry:read", "settings:write"]), userActor()]) {
    const who = testContext(db, { actor });
    await expect(createTelemetryToken(who, { name: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listTelemetryTokens(who, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(revokeTelemetryToken(who, { id })).rejects.toMatchObject({ code: "forbidden" });
  }
});

test.each([[" "], ["x".repeat(121)], ["a\0b"]])("the name %j is refused", async (name) => {
  await expect(make(name)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "name" }] });
});

test("revoking: once, audited; then its state; unknown is 404", async () => {
  const { id } = await make("revoked");
  const all = await Promise.allSettled(Array.from({ length: 5 }, () => revokeTelemetryToken(ctx(), { id })));
  expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  await expect(revokeTelemetryToken(ctx(), { id })).rejects.toMatchObject({
    code: "wrong_state",
    state: { revokedAt: noon.toISOString() },
  });
  expect(await db.prisma.auditLog.count({ where: { subjectId: id, action: "telemetry-token.revoke" } })).toBe(1);
  await expect(revokeTelemetryToken(ctx(), { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  const states = await Promise.all((["active", "revoked"] as const).map((state) => listTelemetryTokens(ctx(), { state, limit: 500 })));
  expect(states.map(({ items }) => items.some((token) => token.id === id))).toEqual([false, true]);
});

test("the list pages without gap or repetition, also within one instant", async () => {
  for (let i = 0; i < 7; i++) await make(`page ${i}`, fromNoon({ hours: 1, seconds: Math.floor(i / 3) }));
  const all = (await listed()).map(({ id }) => id);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTelemetryTokens(ctx(), { limit: 2, cursor });
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(paged).toEqual(all);
});

test("a token is found until it is revoked; whatever cannot be one is not looked for", async () => {
  const [one, two] = [await make("one"), await make("two")];
  expect(await findTelemetryToken(db, one.token)).toBe(one.id);
  for (const wrong of [
    "",
    "flt_",
    one.token.slice(0, -1),
    `${one.token}a`,
    one.token.replace("flt_", "fln_"),
    `${one.token.slice(0, -1)}%`,
  ])
    expect(await findTelemetryToken(db, wrong)).toBeUndefined();
  expect(await stillValid(db, [one.id, two.id])).toEqual(new Set([one.id, two.id]));
  await revokeTelemetryToken(ctx(), { id: one.id });
  expect(await findTelemetryToken(db, one.token)).toBeUndefined();
  expect(await stillValid(db, [one.id, two.id])).toEqual(new Set([two.id]));
});

test("its use is noted at most once a minute", async () => {
  const { id } = await make("used");
  const usedAt = async () => (await listed()).find((token) => token.id === id)?.lastUsedAt;
  expect(await noteTokensInUse(db, [id], noon)).toBe(1);
  expect(await noteTokensInUse(db, [id], fromNoon({ seconds: 60 }))).toBe(0);
  expect(await usedAt()).toBe(noon.toISOString());
  expect(await noteTokensInUse(db, [id], fromNoon({ seconds: 61 }))).toBe(1);
  expect(await usedAt()).toBe(fromNoon({ seconds: 61 }).toISOString());
});
