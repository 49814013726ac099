import { describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { createPackage } from "#lib/package-queue/create-package";
import { getPackage } from "#lib/package-queue/get-package";
import { listPackages } from "#lib/package-queue/list-packages";
import { testPackage } from "#lib/package-queue/testing/sell";

const db = testDatabase();
const ctx = testContext(db);
const input = { name: "Plus", trafficLimit: "10737418240", expireSeconds: 2_592_000, availableGroup: 1 };

describe("creating a package", () => {
  test("starts a series, as its master, and leaves an audit row", async () => {
    const made = await createPackage(testContext(db, { actor: keyActor(["packages:write"]) }), input);
    expect(made).toMatchObject({ ...input, version: 1, isMaster: true, maxClientNumber: 0, retiredAt: null });
    const rows = await db.rows(
      sql`select action, diff -> 'trafficLimit' ->> 1 as limit from audit_log where subject_id = ${made.id}`,
      z.object({ action: z.string(), limit: z.string() }),
    );
    expect(rows).toEqual([{ action: "package.create", limit: "10737418240" }]);
  });

  test("of a known series is its next version and its only master", async () => {
    const first = await testPackage(db);
    const second = await testPackage(db, { series: first.series, trafficLimit: "9223372036854775807" });
    expect(second).toMatchObject({ series: first.series, version: 2, isMaster: true, trafficLimit: "9223372036854775807" });
    expect(await getPackage(ctx, { id: first.id })).toMatchObject({ isMaster: false });
  });

  test("simultaneous versions get numbers one after the other, and there is one master", async () => {
    const first = await testPackage(db);
    const made = await Promise.all([1, 2, 3, 4].map(() => testPackage(db, { series: first.series })));
    expect(made.map(({ version }) => version).toSorted()).toEqual([2, 3, 4, 5]);
    const { items } = await listPackages(ctx, { series: first.series });
    expect(items.filter(({ isMaster }) => isMaster)).toMatchObject([{ version: 5 }]);
  });

  test("of an unknown series is not found", async () => {
    await expect(testPackage(db, { series: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([
    ["trafficLimit", { trafficLimit: "-1" }],
    ["trafficLimit", { trafficLimit: "9223372036854775808" }],
    ["trafficLimit", { trafficLimit: "1.5" }],
    ["expireSeconds", { expireSeconds: 0 }],
    ["name", { name: "  " }],
    ["colour", { colour: "red" }],
  ])("%s is refused by name: %j", async (path, change) => {
    await expect(createPackage(ctx, { ...input, ...change })).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
  });
});

test("the list pages by cursor and by offset and counts all", async () => {
  const first = await testPackage(db);
  for (let count = 0; count < 4; count++) await testPackage(db, { series: first.series });
  const filter = { series: first.series, limit: 2 };
  const page = await listPackages(ctx, filter);
  const next = await listPackages(ctx, { ...filter, cursor: page.nextCursor ?? "" });
  expect([page.total, page.items.length, next.items.length]).toEqual([5, 2, 2]);
  expect((await listPackages(ctx, { ...filter, offset: 2 })).items).toEqual(next.items);
  const seen = new Set([...page.items, ...next.items].map(({ id }) => id));
  expect(seen.size).toBe(4);
  await expect(listPackages(ctx, { cursor: "nonsense" })).rejects.toMatchObject({ errors: [{ path: "cursor" }] });
});

test("packages:read to read, packages:write to write", async () => {
  const { actor } = await testUser(db);
  const user = testContext(db, { actor });
  const reader = testContext(db, { actor: keyActor(["packages:read"]) });
  await expect(createPackage(user, input)).rejects.toMatchObject({ code: "forbidden" });
  await expect(createPackage(reader, input)).rejects.toMatchObject({ code: "forbidden" });
  await expect(listPackages(user, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(getPackage(user, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "forbidden" });
  await expect(getPackage(reader, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  expect((await listPackages(reader, {})).total).toBeGreaterThan(0);
});
