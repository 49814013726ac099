import { describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { getPackage } from "#lib/package-queue/get-package";
import { listPackageSeries } from "#lib/package-queue/list-package-series";
import { listPackages } from "#lib/package-queue/list-packages";
import { retirePackage } from "#lib/package-queue/retire-package";
import { testPackage } from "#lib/package-queue/testing/sell";

const db = testDatabase();
const ctx = testContext(db);

test("a series has its master, how many versions, and the items of all of them by what they are now", async () => {
  const first = await testPackage(db, { expireSeconds: 30 * 86_400, name: "Counted" });
  const { id: userId } = await testUser(db);
  const items = [];
  for (let count = 0; count < 4; count++) items.push(await enqueuePackage(ctx, { userId, packageId: first.id }));
  await cancelQueueItem(ctx, { id: items[3]?.id ?? "" });
  const second = await testPackage(db, { series: first.series, name: "Counted" });
  await enqueuePackage(ctx, { userId: (await testUser(db)).id, packageId: second.id });

  const [row, ...others] = (await listPackageSeries(ctx, { q: "counted" })).items;
  expect(others).toEqual([]);
  expect(row).toEqual({
    series: first.series,
    master: await getPackage(ctx, { id: second.id }),
    versions: 2,
    items: { inQueue: 2, active: 2, consumed: 0, cancelled: 1 },
  });
  // The second version's day is over, the first one's month is not.
  const [tomorrow] = (await listPackageSeries(testContext(db, { now: fromNoon({ days: 1 }) }), { q: first.series })).items;
  expect(tomorrow).toMatchObject({
    items: { inQueue: 2, active: 1, consumed: 1, cancelled: 1 },
    master: { items: { active: 0, consumed: 1 } },
  });
});

describe("filters and pages", () => {
  test("q is part of a name in either case, literally, or a whole id; retired is the master's", async () => {
    const sold = await testPackage(db, { name: "Odd 50%_Name" });
    const found = async (input: object) => (await listPackageSeries(ctx, input)).items.map(({ series }) => series);
    expect(await found({ q: "50%_n" })).toEqual([sold.series]);
    expect(await found({ q: "50%xn" })).toEqual([]);
    expect(await found({ q: sold.id.toUpperCase() })).toEqual([sold.series]);
    expect(await found({ q: "odd", retired: "true" })).toEqual([]);
    await retirePackage(ctx, { id: sold.id });
    expect(await found({ q: "odd", retired: "true" })).toEqual([sold.series]);
    expect(await found({ q: "odd", retired: "false" })).toEqual([]);
  });

  test("pages by cursor without a gap or a double, the newest master first", async () => {
    const made = [];
    for (let count = 0; count < 5; count++) made.push((await testPackage(db, { name: "Paged" })).series);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listPackageSeries>> = await listPackageSeries(ctx, {
        q: "paged",
        limit: 2,
        ...(cursor && { cursor }),
      });
      seen.push(...page.items.map(({ series }) => series));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.toSorted()).toEqual(made.toSorted());
    await expect(listPackageSeries(ctx, { cursor: "nonsense" })).rejects.toMatchObject({ errors: [{ path: "cursor" }] });
    await expect(listPackageSeries(ctx, { retired: "perhaps" as "true" })).rejects.toMatchObject({ errors: [{ path: "retired" }] });
  });

  test("the list of versions filters by name, master and sale, and counts what it admits", async () => {
    const first = await testPackage(db, { name: "Filtered" });
    const second = await testPackage(db, { name: "Filtered", series: first.series });
    await retirePackage(ctx, { id: first.id });
    const found = async (input: object) => {
      const { items, total } = await listPackages(ctx, { q: "filtered", ...input });
      return [total, items.map(({ id }) => id)];
    };
    expect(await found({ onlyMasters: "true" })).toEqual([1, [second.id]]);
    expect(await found({ retired: "true" })).toEqual([1, [first.id]]);
    expect((await found({ onlyMasters: "false" }))[0]).toBe(2);
    expect(await getPackage(ctx, { id: first.id })).toMatchObject({ retiredAt: noon.toISOString(), items: { active: 0 } });
  });
});

test("needs packages:read", async () => {
  const { actor } = await testUser(db);
  await expect(listPackageSeries(testContext(db, { actor }), {})).rejects.toMatchObject({ code: "forbidden" });
  expect((await listPackageSeries(testContext(db, { actor: keyActor(["packages:read"]) }), { limit: 1 })).items).toHaveLength(1);
});
