import { expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { getUserPackages } from "#lib/package-queue/get-user-packages";
import { PackageIdInput } from "#lib/package-queue/schema";
import { userWithPackages } from "#lib/package-queue/testing/billing";
import { testPackage } from "#lib/package-queue/testing/sell";

const db = testDatabase();

/** What ingest writes for one hour of one item: billed bytes in the roll-ups that this room reads. */
async function use(uid: number, itemId: string, at: Date, upload: bigint, download: bigint): Promise<void> {
  const hour = Math.floor(at.getTime() / 3_600_000);
  await db.rows(
    sql`with daily as (
      insert into user_package_usage_daily values (${uid}, ${Math.floor(hour / 24)}, 1, ${itemId}::uuid, 0, 0, ${String(upload)}::numeric, ${String(download)}::numeric))
    insert into user_package_usage_hourly values (${uid}, ${hour}, 1, ${itemId}::uuid, 0, 0, ${String(upload)}::numeric, ${String(download)}::numeric) returning uid`,
    PackageIdInput.loose().partial(),
  );
}

test("the active item with what is left, the queue in order, the past latest first", async () => {
  const user = await testUser(db);
  const sold = await testPackage(db, { expireSeconds: 30 * 86_400 });
  const early = testContext(db, { now: fromNoon({ days: -2 }) });
  const buy = () => enqueuePackage(early, { userId: user.id, packageId: sold.id });
  const items = [await buy(), await buy(), await buy(), await buy()];
  const id = (index: number) => items[index]?.id ?? "";
  await cancelQueueItem(early, { id: id(0) });
  await use(user.uid, id(1), fromNoon({ days: -1 }), 150n, 250n);

  const packages = await getUserPackages(testContext(db, { actor: user.actor }), {});
  expect(packages.active).toMatchObject({
    id: id(1),
    status: "active",
    used: { upload: "150", download: "250" },
    quota: "1000",
    usedTotal: "400",
    left: "600",
    usedShare: 0.4,
    // 400 in the two days since the first package: 600 more last three days.
    forecastEmptyAt: fromNoon({ days: 3 }).toISOString(),
  });
  expect(packages.queue.map((item) => item.id)).toEqual([id(2), id(3)]);
  expect(packages.past.map((item) => [item.id, item.status])).toEqual([[id(0), "cancelled"]]);
});

test("the warnings that were given about the active item, in their order; nothing of the one before", async () => {
  const { user, item } = await userWithPackages(db, 2);
  await db.prisma.queueItem.update({ where: { id: item(0) }, data: { status: "consumed", consumedBy: "traffic", endedAt: noon } });
  await db.prisma.queueItem.update({ where: { id: item(1) }, data: { status: "active", activatedAt: noon } });
  for (const [index, kind, minutes] of [
    [0, "used_95", 1],
    [1, "used_80", 2],
    [1, "expires_7d", 1],
  ] as const)
    await db.rows(
      sql`insert into package_warning (package_queue_id, kind, warned_at)
      values (${item(index)}::uuid, ${kind}, ${fromNoon({ minutes })}::timestamptz) returning package_queue_id as id`,
      PackageIdInput,
    );
  const { active } = await getUserPackages(testContext(db, { actor: user.actor }), {});
  expect(active).toMatchObject({ id: item(1), usedTotal: "0" });
  expect(active?.warnings).toEqual([
    { kind: "expires_7d", at: fromNoon({ minutes: 1 }).toISOString() },
    { kind: "used_80", at: fromNoon({ minutes: 2 }).toISOString() },
  ]);
});

test("what ended is shown by its end, the latest first, whatever the order of purchase", async () => {
  const { user, item } = await userWithPackages(db, 3);
  await cancelQueueItem(testContext(db, { now: fromNoon({ hours: 1 }) }), { id: item(2) });
  await cancelQueueItem(testContext(db, { now: fromNoon({ hours: 2 }) }), { id: item(1) });
  await cancelQueueItem(testContext(db, { now: fromNoon({ hours: 3 }) }), { id: item(0) });
  const { past } = await getUserPackages(testContext(db, { actor: user.actor, now: fromNoon({ hours: 4 }) }), {});
  expect(past.map(({ id }) => id)).toEqual([item(0), item(1), item(2)]);
});

test("an overrun leaves nothing; totals beyond 2^63 stay exact", async () => {
  const user = await testUser(db);
  const sold = await testPackage(db, { trafficLimit: "9223372036854775807" });
  const { id } = await enqueuePackage(testContext(db), { userId: user.id, packageId: sold.id });
  await use(user.uid, id, noon, 9223372036854775807n, 9223372036854775807n);
  const { active } = await getUserPackages(testContext(db, { actor: user.actor }), {});
  expect(active).toMatchObject({ usedTotal: "18446744073709551614", left: "0", forecastEmptyAt: noon.toISOString() });
});

test("an adjustment may take the whole quota", async () => {
  const user = await testUser(db);
  const sold = await testPackage(db);
  const { id } = await enqueuePackage(testContext(db), { userId: user.id, packageId: sold.id });
  await db.prisma.queueItem.update({ where: { id }, data: { adjustQuota: -1500n } });
  const { active } = await getUserPackages(testContext(db, { actor: user.actor }), {});
  expect(active).toMatchObject({ quota: "-500", left: "0", usedShare: 1 });
});

test("an item whose time is over is past, not usable", async () => {
  const user = await testUser(db);
  const sold = await testPackage(db);
  const { id } = await enqueuePackage(testContext(db), { userId: user.id, packageId: sold.id });
  const packages = await getUserPackages(testContext(db, { actor: user.actor, now: fromNoon({ days: 1 }) }), {});
  expect(packages).toMatchObject({ active: null, queue: [], past: [{ id, status: "consumed", consumedBy: "time" }] });
});

test("no package at all", async () => {
  const { actor } = await testUser(db);
  expect(await getUserPackages(testContext(db, { actor }), {})).toEqual({ active: null, queue: [], past: [] });
});

test("own packages only; packages:read opens others'; a key must name a user", async () => {
  const [user, stranger] = [await testUser(db), await testUser(db)];
  await expect(getUserPackages(testContext(db, { actor: stranger.actor }), { userId: user.id })).rejects.toMatchObject({
    code: "not_found",
  });
  const weak = testContext(db, { actor: keyActor(["usage:read"]) });
  await expect(getUserPackages(weak, { userId: user.id })).rejects.toMatchObject({ code: "not_found" });
  const key = testContext(db, { actor: keyActor(["packages:read"]) });
  expect((await getUserPackages(key, { userId: user.id })).past).toEqual([]);
  await expect(getUserPackages(key, { userId: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  await expect(getUserPackages(key, {})).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "userId" }] });
});
