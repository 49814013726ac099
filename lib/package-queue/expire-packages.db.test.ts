import { expect, test } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { expirePackages } from "#lib/package-queue/expire-packages";
import { listBillingEvents } from "#lib/package-queue/list-billing-events";
import { purgeBillingEvents } from "#lib/package-queue/purge-billing-events";
import { itemsOf, packageEventsOf, usageEvent, userWithPackages } from "#lib/package-queue/testing/billing";

const db = testDatabase();
const ctx = testContext(db);
const at = (offset: Parameters<typeof fromNoon>[0]) => testContext(db, { now: fromNoon(offset) });
const nothing = { byTraffic: 0, byTime: 0, activated: 0, warnings: 0 };
const expiringOf = async (userId: string) =>
  (await listBillingEvents(ctx, { type: "PackageExpiringEvent", limit: 500 })).items.filter((event) => event.userId === userId);

test("past its time: consumed by time at its expiry, an event, and the next starts; once", async () => {
  const { user, item } = await userWithPackages(db, 3);
  expect(await expirePackages(at({ hours: 23.99 }))).toEqual(nothing);
  expect(await expirePackages(at({ days: 1, seconds: 40 }))).toEqual({ ...nothing, byTime: 1, activated: 1 });
  expect(await expirePackages(at({ days: 1, seconds: 40 }))).toEqual(nothing);
  expect(await itemsOf(db, user.id)).toMatchObject([
    { status: "consumed", consumed_by: "time", ended_at: fromNoon({ days: 1 }) },
    { status: "active" },
    { status: "in_queue" },
  ]);
  const [event, ...more] = await expiringOf(user.id);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    route: "telecom.package_expiring",
    state: "done",
    payload: {
      user: user.id,
      package_queue_id: item(0),
      expired_at: fromNoon({ days: 1 }).toISOString(),
      time: fromNoon({ days: 1, seconds: 40 }).toISOString(),
    },
  });
});

test("four runs at once over many users: each item ends once and each successor starts once", async () => {
  const users = await Promise.all(Array.from({ length: 12 }, () => userWithPackages(db, 2)));
  const now = at({ days: 1 });
  const runs = await Promise.all([1, 2, 3, 4].map(() => expirePackages(now)));
  const rest = await expirePackages(now);
  expect([...runs, rest].reduce((sum, { byTime }) => sum + byTime, 0)).toBe(12);
  for (const { user } of users) {
    expect((await itemsOf(db, user.id)).map(({ status }) => status)).toEqual(["consumed", "active"]);
    expect(await expiringOf(user.id)).toHaveLength(1);
    expect((await packageEventsOf(db, user.id)).filter(({ type }) => type === "package:activated")).toHaveLength(2);
  }
});

test("whoever finds an item over first writes the event: an order too", async () => {
  const { user } = await userWithPackages(db, 1);
  const [item] = (await db.prisma.queueItem.findMany({ where: { userId: user.id } })).map(({ packageId }) => packageId);
  await enqueuePackage(at({ days: 2 }), { userId: user.id, packageId: item ?? "" });
  expect(await expiringOf(user.id)).toHaveLength(1);
  expect((await itemsOf(db, user.id)).map(({ status }) => status)).toEqual(["consumed", "active"]);
});

test("7 days and 1 day ahead, once each; a package that never lasts so long is not announced", async () => {
  const { user, item } = await userWithPackages(db, 1, { expireSeconds: 30 * 86_400 });
  const short = await userWithPackages(db, 1, { expireSeconds: 6 * 86_400, at: fromNoon({ days: 23 }) });
  const kinds = async (userId: string) =>
    (await packageEventsOf(db, userId)).filter(({ type }) => type === "package:warning").map(({ payload }) => payload.kind);
  await expirePackages(at({ days: 22.9 }));
  expect(await kinds(user.id)).toEqual([]);
  for (const days of [23, 23.001, 28]) await expirePackages(at({ days }));
  expect([await kinds(user.id), await kinds(short.user.id)]).toEqual([["expires_7d"], ["expires_1d"]]);
  await Promise.all([29, 29, 29.5].map((days) => expirePackages(at({ days }))));
  expect(await kinds(user.id)).toEqual(["expires_7d", "expires_1d"]);
  expect((await packageEventsOf(db, user.id)).at(-1)).toMatchObject({ rooms: [`user:${user.id}`], payload: { queueItemId: item(0) } });
});

test("events are deleted 35 days after their effect; what waits stays", async () => {
  const { user, item } = await userWithPackages(db, 1);
  const id = await usageEvent(db, user.id, item(0), { upload: "1" });
  await expirePackages(at({ days: 1 }));
  await purgeBillingEvents(at({ days: 35.9 }));
  expect(await expiringOf(user.id)).toHaveLength(1);
  await purgeBillingEvents(at({ days: 36.1 }));
  expect(await expiringOf(user.id)).toEqual([]);
  expect((await listBillingEvents(ctx, { state: "queued", limit: 500 })).items.map((event) => event.id)).toContain(id);
});
