import { expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { deletePackage } from "#lib/package-queue/delete-package";
import { getPackage } from "#lib/package-queue/get-package";
import { packageChangesOf } from "#lib/package-queue/testing/package-changes";
import { testPackage } from "#lib/package-queue/testing/sell";
import { updatePackage } from "#lib/package-queue/update-package";

const db = testDatabase();
const ctx = testContext(db);

test("renames one version, audited and announced", async () => {
  const first = await testPackage(db);
  const second = await testPackage(db, { series: first.series });
  expect(await updatePackage(ctx, { id: first.id, name: "  Old basic " })).toEqual({ ...first, isMaster: false, name: "Old basic" });
  expect(await getPackage(ctx, { id: second.id })).toMatchObject({ name: "Basic" });
  const { audited, announced } = await packageChangesOf(db, first.id);
  expect(audited.at(-1)).toEqual({ action: "package.rename", diff: { name: ["Basic", "Old basic"] } });
  expect(announced).toHaveLength(2);
});

test.each([
  [["trafficLimit"], { trafficLimit: "1" }],
  [["expireSeconds", "availableGroup"], { name: "X", expireSeconds: 60, availableGroup: 2 }],
  [["maxClientNumber"], { maxClientNumber: null }],
])("terms never change: %j is told to make a new version", async (paths, terms) => {
  const sold = await testPackage(db);
  await expect(updatePackage(ctx, { id: sold.id, ...terms })).rejects.toMatchObject({
    code: "unprocessable",
    message: expect.stringContaining("new version"),
    errors: paths.map((path) => ({ path, code: "never_changes" })),
  });
  expect(await getPackage(ctx, { id: sold.id })).toEqual(sold);
});

test("what is no name, nothing at all and unknown fields are refused by name", async () => {
  const { id } = await testPackage(db);
  for (const name of ["", "  ", "a".repeat(121), "nul\0"])
    await expect(updatePackage(ctx, { id, name })).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "name" }] });
  await expect(updatePackage(ctx, { id })).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "name" }] });
  const unknown = { id, name: "X", isMaster: true };
  await expect(updatePackage(ctx, unknown)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "isMaster" }] });
});

test("lost race: renamed while it is deleted", async () => {
  const { id } = await testPackage(db);
  const [renamed, deleted] = await Promise.allSettled([updatePackage(ctx, { id, name: "New" }), deletePackage(ctx, { id })]);
  expect(deleted.status).toBe("fulfilled");
  if (renamed.status === "rejected") expect(renamed.reason).toMatchObject({ code: "not_found" });
});

test("packages:write, and a package that exists", async () => {
  const { id } = await testPackage(db);
  const { actor } = await testUser(db);
  await expect(updatePackage(testContext(db, { actor }), { id, name: "X" })).rejects.toMatchObject({ code: "forbidden" });
  const reader = testContext(db, { actor: keyActor(["packages:read"]) });
  await expect(updatePackage(reader, { id, name: "X" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(updatePackage(ctx, { id: crypto.randomUUID(), name: "X" })).rejects.toMatchObject({ code: "not_found" });
});
