import { describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { deletePackage } from "#lib/package-queue/delete-package";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { getPackage } from "#lib/package-queue/get-package";
import { listPackages } from "#lib/package-queue/list-packages";
import { retirePackage } from "#lib/package-queue/retire-package";
import { packageChangesOf } from "#lib/package-queue/testing/package-changes";
import { testPackage } from "#lib/package-queue/testing/sell";

const db = testDatabase();
const ctx = testContext(db);
const versionsOf = async (series: string) =>
  (await listPackages(ctx, { series })).items
    .map(({ version, isMaster }) => `${version}${isMaster ? " master" : ""}`)
    .toSorted()
    .reverse();

async function series(versions: number) {
  const first = await testPackage(db);
  const all = [first];
  while (all.length < versions) all.push(await testPackage(db, { series: first.series }));
  return { series: first.series, id: (version: number) => all[version - 1]?.id ?? "" };
}

describe("delete", () => {
  test("one that was never bought; its audit stays", async () => {
    const { series: key, id } = await series(1);
    expect(await deletePackage(ctx, { id: id(1) })).toBeUndefined();
    await expect(getPackage(ctx, { id: id(1) })).rejects.toMatchObject({ code: "not_found" });
    await expect(testPackage(db, { series: key })).rejects.toMatchObject({ code: "not_found" });
    const { audited, announced } = await packageChangesOf(db, id(1));
    expect(audited).toMatchObject([{ action: "package.create" }, { action: "package.delete", diff: { name: ["Basic", null] } }]);
    expect(announced).toHaveLength(2);
  });

  test("the master: the highest version that remains is the master", async () => {
    const { series: key, id } = await series(3);
    await deletePackage(ctx, { id: id(3) });
    expect(await versionsOf(key)).toEqual(["2 master", "1"]);
    expect((await packageChangesOf(db, id(2))).audited.at(-1)).toMatchObject({
      action: "package.inherit-master",
      diff: { isMaster: [false, true] },
    });
    await deletePackage(ctx, { id: id(1) });
    expect(await versionsOf(key)).toEqual(["2 master"]);
  });

  test("not while the series is running, any version of it; it says how many and what to do instead", async () => {
    const { id } = await series(2);
    const { id: userId } = await testUser(db);
    for (let count = 0; count < 3; count++) await enqueuePackage(ctx, { userId, packageId: id(1) });
    for (const version of [1, 2])
      await expect(deletePackage(ctx, { id: id(version) })).rejects.toMatchObject({
        code: "wrong_state",
        message: "The series is running: 1 active, 2 waiting. Retire it instead: nobody can buy it any more, what was bought goes on",
        state: { active: 1, inQueue: 2, wasBought: version === 1, retiredAt: null },
      });
  });

  test("not when it was ever bought; a version of the same series that nobody bought goes", async () => {
    const { series: key, id } = await series(2);
    const { id: userId } = await testUser(db);
    const item = await enqueuePackage(ctx, { userId, packageId: id(1) });
    await cancelQueueItem(ctx, { id: item.id });
    await retirePackage(ctx, { id: id(1) });
    await expect(deletePackage(ctx, { id: id(1) })).rejects.toMatchObject({
      code: "wrong_state",
      message: "Version 1 was bought: the ledger refers to it for ever. It is retired: nobody can buy it any more",
      state: { active: 0, inQueue: 0, wasBought: true },
    });
    await deletePackage(ctx, { id: id(2) });
    expect(await versionsOf(key)).toEqual(["1 master"]);
  });

  test("an item whose time is over runs no longer, even before the job came by", async () => {
    const { id } = await series(2);
    await enqueuePackage(ctx, { userId: (await testUser(db)).id, packageId: id(1) });
    await expect(deletePackage(ctx, { id: id(2) })).rejects.toMatchObject({ state: { active: 1 } });
    await deletePackage(testContext(db, { now: fromNoon({ days: 1 }) }), { id: id(2) });
  });

  test("lost races: twice at once, and while somebody buys it or makes the next version", async () => {
    const { id } = await series(1);
    const twice = await Promise.allSettled([deletePackage(ctx, { id: id(1) }), deletePackage(ctx, { id: id(1) })]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(twice.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "not_found" } });

    const other = await series(1);
    const { id: userId } = await testUser(db);
    const results = await Promise.allSettled([
      enqueuePackage(ctx, { userId, series: other.series }),
      deletePackage(ctx, { id: other.id(1) }),
      testPackage(db, { series: other.series }),
    ]);
    for (const result of results) if (result.status === "rejected") expect(["not_found", "wrong_state"]).toContain(result.reason.code);
    const left = await versionsOf(other.series);
    expect(left.filter((version) => version.endsWith("master"))).toHaveLength(left.length > 0 ? 1 : 0);
  });

  test("packages:write, and a package that exists", async () => {
    const { id } = await series(1);
    const { actor } = await testUser(db);
    await expect(deletePackage(testContext(db, { actor }), { id: id(1) })).rejects.toMatchObject({ code: "forbidden" });
    const reader = testContext(db, { actor: keyActor(["packages:read"]) });
    await expect(deletePackage(reader, { id: id(1) })).rejects.toMatchObject({ code: "forbidden" });
    await expect(deletePackage(ctx, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  });
});
