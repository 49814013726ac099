import { describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { getPackage } from "#lib/package-queue/get-package";
import { getUserPackages } from "#lib/package-queue/get-user-packages";
import { listPackages } from "#lib/package-queue/list-packages";
import { makeMasterPackage } from "#lib/package-queue/make-master-package";
import { retirePackage } from "#lib/package-queue/retire-package";
import { packageChangesOf } from "#lib/package-queue/testing/package-changes";
import { testPackage } from "#lib/package-queue/testing/sell";
import { unretirePackage } from "#lib/package-queue/unretire-package";

const db = testDatabase();
const ctx = testContext(db);
const buy = async (what: { packageId: string } | { series: string }) => enqueuePackage(ctx, { userId: (await testUser(db)).id, ...what });
const mastersOf = async (series: string) => (await listPackages(ctx, { series, onlyMasters: "true" })).items.map(({ version }) => version);

describe("retire", () => {
  test("nobody can buy it any more; what was bought goes on", async () => {
    const sold = await testPackage(db);
    const { userId } = await buy({ packageId: sold.id });
    const retired = await retirePackage(ctx, { id: sold.id });
    expect(retired).toMatchObject({ id: sold.id, isMaster: true, retiredAt: noon.toISOString(), items: { active: 1 } });
    const refusal = { code: "wrong_state", state: { packageId: sold.id, retired: true, retiredAt: noon.toISOString() } };
    await expect(buy({ packageId: sold.id })).rejects.toMatchObject(refusal);
    await expect(buy({ series: sold.series })).rejects.toMatchObject({ ...refusal, message: expect.stringContaining("series") });
    expect(await getUserPackages(ctx, { userId })).toMatchObject({ active: { packageId: sold.id, status: "active" } });
  });

  test("an order that was bought before is still answered with its item", async () => {
    const { id: userId } = await testUser(db);
    const { id: packageId } = await testPackage(db);
    const order = { userId, packageId, byOrder: `order ${userId}` };
    const bought = await enqueuePackage(ctx, order);
    await retirePackage(ctx, { id: packageId });
    expect(await enqueuePackage(ctx, order)).toEqual(bought);
  });

  test("an older version that is retired leaves the series for sale", async () => {
    const first = await testPackage(db);
    const second = await testPackage(db, { series: first.series });
    await retirePackage(ctx, { id: first.id });
    expect(await buy({ series: first.series })).toMatchObject({ packageId: second.id });
    await expect(buy({ packageId: first.id })).rejects.toMatchObject({
      code: "wrong_state",
      message: expect.stringContaining("version 1"),
    });
  });

  test("and back: for sale again; both are audited and announced", async () => {
    const sold = await testPackage(db);
    await retirePackage(ctx, { id: sold.id });
    expect(await unretirePackage(ctx, { id: sold.id })).toMatchObject({ retiredAt: null });
    expect(await buy({ packageId: sold.id })).toMatchObject({ status: "active" });
    const { audited, announced } = await packageChangesOf(db, sold.id);
    expect(audited).toMatchObject([
      { action: "package.create" },
      { action: "package.retire", diff: { retiredAt: [null, noon.toISOString()] } },
      { action: "package.unretire", diff: { retiredAt: [noon.toISOString(), null] } },
    ]);
    expect(announced).toEqual([sold.series, sold.series, sold.series]);
  });

  test("lost race: of two at once the second hears the state", async () => {
    const { id } = await testPackage(db);
    const results = await Promise.allSettled([retirePackage(ctx, { id }), retirePackage(ctx, { id })]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "wrong_state", state: { retiredAt: noon.toISOString() } },
    });
    await unretirePackage(ctx, { id });
    await expect(unretirePackage(ctx, { id })).rejects.toMatchObject({ code: "wrong_state", state: { retiredAt: null } });
  });

  test("retired while people buy: whoever got it bought before", async () => {
    const { id, series } = await testPackage(db);
    const buys = Array.from({ length: 5 }, (_, index) => buy(index % 2 === 0 ? { packageId: id } : { series }));
    const results = await Promise.allSettled([...buys, retirePackage(ctx, { id })]);
    const bought = results.slice(0, 5).filter(({ status }) => status === "fulfilled").length;
    for (const result of results.slice(0, 5))
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "wrong_state" });
    expect(await getPackage(ctx, { id })).toMatchObject({ retiredAt: noon.toISOString(), items: { active: bought } });
    await expect(buy({ packageId: id })).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("make master", () => {
  test("an older version is what the series sells from now on", async () => {
    const first = await testPackage(db);
    const second = await testPackage(db, { series: first.series });
    expect(await makeMasterPackage(ctx, { id: first.id })).toMatchObject({ id: first.id, isMaster: true });
    expect(await mastersOf(first.series)).toEqual([1]);
    expect(await buy({ series: first.series })).toMatchObject({ packageId: first.id });
    expect(await buy({ packageId: second.id })).toMatchObject({ packageId: second.id });
    const { audited } = await packageChangesOf(db, first.id);
    expect(audited.at(-1)).toMatchObject({ action: "package.make-master", diff: { isMaster: [false, true] } });
  });

  test("not the master itself, not a retired one", async () => {
    const first = await testPackage(db);
    const second = await testPackage(db, { series: first.series });
    await expect(makeMasterPackage(ctx, { id: second.id })).rejects.toMatchObject({ code: "wrong_state", state: { isMaster: true } });
    await retirePackage(ctx, { id: first.id });
    await expect(makeMasterPackage(ctx, { id: first.id })).rejects.toMatchObject({
      code: "wrong_state",
      state: { isMaster: false, retiredAt: noon.toISOString() },
    });
    expect(await mastersOf(first.series)).toEqual([2]);
  });

  test("lost race: many at once, with new versions and buyers between them: one master at the end, every purchase succeeds", async () => {
    const { id, series } = await testPackage(db);
    const second = await testPackage(db, { series });
    const results = await Promise.allSettled([
      makeMasterPackage(ctx, { id }),
      buy({ series }),
      makeMasterPackage(ctx, { id: second.id }),
      buy({ series }),
      testPackage(db, { series }),
      makeMasterPackage(ctx, { id }),
      buy({ series }),
      testPackage(db, { series }),
    ]);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "wrong_state" });
    expect([1, 3, 6].map((index) => results[index]?.status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
    expect(await mastersOf(series)).toHaveLength(1);
  });
});

test.each([
  ["retire", retirePackage],
  ["unretire", unretirePackage],
  ["make master", makeMasterPackage],
] as const)("%s: packages:write, and a package that exists", async (_, change) => {
  const { id } = await testPackage(db);
  const { actor } = await testUser(db);
  await expect(change(testContext(db, { actor }), { id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(change(testContext(db, { actor: keyActor(["packages:read"]) }), { id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(change(ctx, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});
