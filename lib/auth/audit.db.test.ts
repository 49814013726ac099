import { beforeAll, expect, test } from "vitest";
import { audit, diffOf } from "#lib/auth/audit";
import { createApiKey } from "#lib/auth/create-api-key";
import { auditCsv } from "#lib/auth/export-audit";
import { listAudit } from "#lib/auth/list-audit";
import { listAuditNames } from "#lib/auth/list-audit-names";
import { ListAuditInput } from "#lib/auth/schema";
import { showAuditRow } from "#lib/auth/show-audit-row";
import { keyActor, nodeActor, testContext, userActor } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";

const db = testDatabase();
const admin = userActor({ role: "admin", label: "admin@example.test" });
const ctx = testContext(db);

beforeAll(async () => {
  for (let minute = 0; minute < 6; minute++) {
    const writer = testContext(db, { actor: minute % 2 ? admin : keyActor(["users:write"]), now: fromNoon({ minutes: minute }) });
    const subjectId = `s${minute % 3}`;
    await transaction(db, (tx) =>
      audit(tx, writer, { action: "thing.change", subjectKind: "thing", subjectId, before: { n: 1 }, after: { n: 2 } }),
    );
  }
});

const listed = async (input: Parameters<typeof listAudit>[1]) => (await listAudit(ctx, input)).items;

test("newest first, with who, what, on what, from where", async () => {
  const items = await listed({});
  expect(items.map(({ at }) => at)).toEqual([5, 4, 3, 2, 1, 0].map((minutes) => fromNoon({ minutes }).toISOString()));
  expect(items[0]).toEqual({
    id: expect.stringMatching(/^\d+$/),
    at: fromNoon({ minutes: 5 }).toISOString(),
    actorKind: "user",
    actorId: admin.userId,
    actorLabel: "admin@example.test",
    action: "thing.change",
    subjectKind: "thing",
    subjectId: "s2",
    subjectName: null,
    diff: { n: [1, 2] },
    address: admin.address,
    requestId: admin.requestId,
  });
});

test("filters add up; [from, to)", async () => {
  expect(await listed({ subjectKind: "thing", subjectId: "s1" })).toHaveLength(2);
  expect(await listed({ actorId: admin.userId })).toHaveLength(3);
  expect(await listed({ actorId: admin.userId, subjectId: "s1" })).toHaveLength(1);
  expect(await listed({ action: "thing.delete" })).toEqual([]);
  const range = { from: fromNoon({ minutes: 1 }).toISOString(), to: fromNoon({ minutes: 3 }).toISOString() };
  expect((await listed(range)).map(({ at }) => at)).toEqual([
    fromNoon({ minutes: 2 }).toISOString(),
    fromNoon({ minutes: 1 }).toISOString(),
  ]);
});

test("pages by cursor", async () => {
  const first = await listAudit(ctx, { limit: 4 });
  const second = await listAudit(ctx, { limit: 4, cursor: first.nextCursor ?? undefined });
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([4, 2, null]);
  expect(Number(second.items[0]?.id)).toBeLessThan(Number(first.items[3]?.id));
});

test("one row by its number; unknown is 404, anything else 400", async () => {
  const [newest] = await listed({});
  expect(await showAuditRow(ctx, { id: newest?.id ?? "" })).toEqual(newest);
  await expect(showAuditRow(ctx, { id: "999999999" })).rejects.toMatchObject({ code: "not_found" });
  await expect(showAuditRow(ctx, { id: "names" })).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "id" }] });
});

test("things are called as they are called today; what is gone or odd has no name", async () => {
  const user = await testUser(db, { email: "today@example.test" });
  const { id } = await createApiKey(ctx, { name: "script", permissions: ["usage:read"] });
  const subjects: [string, string][] = [
    ["user", user.id],
    ["user", crypto.randomUUID()],
    ["user", "not a uuid"],
    ["api-key", id],
    ["node-server", "2147483648"],
  ];
  await transaction(db, async (tx) => {
    for (const [subjectKind, subjectId] of subjects) await audit(tx, ctx, { action: "name.test", subjectKind, subjectId });
  });
  const names = (await listed({ action: "name.test" })).map(({ subjectName }) => subjectName);
  expect(names.toReversed()).toEqual(["today@example.test", null, null, "script", null]);
});

test("an actor by the whole label", async () => {
  expect(await listed({ actor: "admin@example.test" })).toHaveLength(3);
  expect(await listed({ actor: "admin" })).toEqual([]);
});

test("names that the log knows, each once, in order", async () => {
  const { actions, subjectKinds, actors } = await listAuditNames(ctx, {});
  expect(actions).toEqual(["api-key.create", "name.test", "thing.change"]);
  expect(subjectKinds).toEqual(["api-key", "node-server", "thing", "user"]);
  expect(actors).toEqual(["admin@example.test", "key test", "test"]);
});

test("CSV exports all that the filter admits, beyond any page", async () => {
  await db.pool.query(
    "insert into audit_log (at, actor_kind, actor_label, action, subject_kind, subject_id, diff) select now(), 'system', 'bulk', 'bulk.write', 'bulk', n::text, '{}' from generate_series(1, 1203) n",
  );
  const rows: (string | null)[][] = [];
  for await (const row of auditCsv.rows(ctx, ListAuditInput.parse({ subjectKind: "bulk", limit: 2 }))) rows.push(row);
  expect(rows.map((row) => row[6])).toEqual(Array.from({ length: 1203 }, (_, i) => String(1203 - i)));
  expect(rows[0]).toHaveLength(auditCsv.columns.length);
});

test("needs settings:read", async () => {
  for (const actor of [userActor(), keyActor(["users:read"]), nodeActor(1)])
    for (const list of [listAudit, listAuditNames])
      await expect(list(testContext(db, { actor }), {})).rejects.toMatchObject({ code: "forbidden" });
});

test.each<[name: string, before: object | null, after: object | null, diff: object]>([
  ["only what differs", { a: 1, b: 2 }, { a: 1, b: 3 }, { b: [2, 3] }],
  ["created", null, { a: 1, b: undefined }, { a: [null, 1] }],
  ["deleted", { a: 1 }, null, { a: [1, null] }],
  ["bytes beyond numbers", { n: 2n ** 63n }, { n: 2n ** 63n + 1n }, { n: ["9223372036854775808", "9223372036854775809"] }],
  [
    "secrets never",
    { passwordHash: null, token: "a" },
    { passwordHash: "h", token: "b" },
    { passwordHash: [null, "[secret]"], token: ["[secret]", "[secret]"] },
  ],
])("a difference: %s", (_name, before, after, diff) => {
  expect(diffOf(before, after)).toEqual(diff);
});
