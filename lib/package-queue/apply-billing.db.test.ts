import { describe, expect, test } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { getBillingEvent } from "#lib/package-queue/get-billing-event";
import { itemsOf, packageEventsOf, usageEvent, userWithPackages } from "#lib/package-queue/testing/billing";

const db = testDatabase();
const ctx = testContext(db);
const at = (seconds: number) => testContext(db, { now: fromNoon({ seconds }) });
const state = async (id: string) => (await getBillingEvent(ctx, { id })).state;

test("bytes go to the event's item, once, however often the job runs", async () => {
  const { user, item } = await userWithPackages(db, 1);
  const ids = [
    await usageEvent(db, user.id, item(0), { upload: "100", download: "20" }),
    await usageEvent(db, user.id, item(0), { upload: "3" }),
  ];
  expect(await applyBilling(ctx)).toMatchObject({ events: 2, byTraffic: 0, retried: 0, dead: 0 });
  expect(await applyBilling(ctx)).toMatchObject({ events: 0 });
  expect(await itemsOf(db, user.id)).toMatchObject([{ status: "active", used: 123n }]);
  expect(await Promise.all(ids.map(state))).toEqual(["done", "done"]);
});

test("four runs at once: still once", async () => {
  const users = await Promise.all(Array.from({ length: 6 }, () => userWithPackages(db, 1)));
  for (const { user, item } of users) for (let count = 0; count < 5; count++) await usageEvent(db, user.id, item(0), { upload: "10" });
  const runs = await Promise.all([1, 2, 3, 4].map(() => applyBilling(ctx)));
  const rest = await applyBilling(ctx);
  expect([...runs, rest].reduce((sum, { events }) => sum + events, 0)).toBe(30);
  for (const { user } of users) expect(await itemsOf(db, user.id)).toMatchObject([{ used: 50n }]);
});

test("used up: consumed by traffic, the next starts at that instant, the overrun stays; both are announced", async () => {
  const { user, ids, item } = await userWithPackages(db, 3);
  await usageEvent(db, user.id, item(0), { upload: "900", download: "700" });
  expect(await applyBilling(at(7))).toMatchObject({ events: 1, byTraffic: 1, activated: 1 });
  const ended_at = fromNoon({ seconds: 7 });
  expect(await itemsOf(db, user.id)).toEqual([
    { status: "consumed", consumed_by: "traffic", used: 1600n, ended_at },
    { status: "active", consumed_by: null, used: 0n, ended_at: null },
    { status: "in_queue", consumed_by: null, used: 0n, ended_at: null },
  ]);
  expect(await db.prisma.queueItem.findUnique({ where: { id: item(1) } })).toMatchObject({
    activatedAt: ended_at,
    expiresAt: fromNoon({ days: 1, seconds: 7 }),
  });
  const events = await packageEventsOf(db, user.id);
  expect(events.slice(-2)).toEqual([
    {
      type: "package:queue-changed",
      rooms: [`user:${user.id}`, "permission:packages:read"],
      payload: { userId: user.id, queueItemId: ids[0] },
    },
    {
      type: "package:activated",
      rooms: [`user:${user.id}`, "permission:packages:read"],
      payload: { userId: user.id, queueItemId: ids[1] },
    },
  ]);
});

test("exactly the quota is used up; one byte less is not; an adjustment counts", async () => {
  const [full, almost, more] = [await userWithPackages(db, 1), await userWithPackages(db, 1), await userWithPackages(db, 1)];
  await db.prisma.queueItem.update({ where: { id: more.item(0) }, data: { adjustQuota: 1n } });
  await usageEvent(db, full.user.id, full.item(0), { upload: "1000" });
  await usageEvent(db, almost.user.id, almost.item(0), { upload: "999" });
  await usageEvent(db, more.user.id, more.item(0), { upload: "1000" });
  await applyBilling(ctx);
  const statuses = await Promise.all([full, almost, more].map(async ({ user }) => (await itemsOf(db, user.id))[0]?.status));
  expect(statuses).toEqual(["consumed", "active", "active"]);
});

test("what arrives for an item that has ended is added to it and starts nothing", async () => {
  const { user, item } = await userWithPackages(db, 2);
  await cancelQueueItem(ctx, { id: item(0) });
  await usageEvent(db, user.id, item(0), { upload: "5000" });
  expect(await applyBilling(ctx)).toMatchObject({ events: 1, byTraffic: 0, activated: 0 });
  expect(await itemsOf(db, user.id)).toMatchObject([
    { status: "cancelled", used: 5000n },
    { status: "active", used: 0n },
  ]);
});

test("an item whose time was over before it was used up ended by time", async () => {
  const { user, item } = await userWithPackages(db, 2, { at: fromNoon({ days: -1, seconds: -5 }) });
  await usageEvent(db, user.id, item(0), { upload: "1000" });
  expect(await applyBilling(ctx)).toMatchObject({ byTraffic: 0, byTime: 1, activated: 1 });
  expect(await itemsOf(db, user.id)).toMatchObject([
    { status: "consumed", consumed_by: "time", used: 1000n, ended_at: fromNoon({ seconds: -5 }) },
    { status: "active" },
  ]);
});

test("sums beyond 2^63 are exact", async () => {
  const { user, item } = await userWithPackages(db, 1, { trafficLimit: "9223372036854775807" });
  for (let count = 0; count < 3; count++) await usageEvent(db, user.id, item(0), { download: "9223372036854775807" });
  await applyBilling(ctx);
  expect(await itemsOf(db, user.id)).toMatchObject([{ status: "consumed", used: 27670116110564327421n }]);
});

test("80 % and 95 %: told once each, to the user alone", async () => {
  const { user, item } = await userWithPackages(db, 1);
  for (const upload of ["790", "10", "100", "50", "1"]) {
    await usageEvent(db, user.id, item(0), { upload });
    await applyBilling(ctx);
  }
  const warnings = (await packageEventsOf(db, user.id)).filter(({ type }) => type === "package:warning");
  expect(warnings).toEqual([
    { type: "package:warning", rooms: [`user:${user.id}`], payload: { userId: user.id, queueItemId: item(0), kind: "used_80" } },
    { type: "package:warning", rooms: [`user:${user.id}`], payload: { userId: user.id, queueItemId: item(0), kind: "used_95" } },
  ]);
});

describe("an event that cannot be applied", () => {
  const stranger = crypto.randomUUID();

  test("is tried five times, later each time, then is dead; nobody else waits for it", async () => {
    const [bad, good] = [await userWithPackages(db, 1), await userWithPackages(db, 1)];
    const id = await usageEvent(db, bad.user.id, stranger, { upload: "1" });
    await usageEvent(db, good.user.id, good.item(0), { upload: "7" });
    expect(await applyBilling(ctx)).toMatchObject({ events: 1, retried: 1, dead: 0 });
    expect(await itemsOf(db, good.user.id)).toMatchObject([{ used: 7n }]);

    const waits: number[] = [];
    let now = noon;
    for (let attempts = 1; attempts < 5; attempts++) {
      const event = await getBillingEvent(ctx, { id });
      expect(event).toMatchObject({ state: "queued", attempts, lastError: "1 of 1 queue items do not exist" });
      const next = new Date(event.nextAttemptAt ?? 0);
      expect(await applyBilling(testContext(db, { now: new Date(next.getTime() - 1) }))).toMatchObject({ retried: 0, dead: 0 });
      waits.push(next.getTime() - now.getTime());
      now = next;
      await applyBilling(testContext(db, { now }));
    }
    expect(await getBillingEvent(ctx, { id })).toMatchObject({ state: "dead", attempts: 5, nextAttemptAt: null, consumedAt: null });
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(await applyBilling(testContext(db, { now: fromNoon({ days: 1 }) }))).toMatchObject({ retried: 0, dead: 0 });
  });

  test("holds back its user's later events until it is dead; those before it go through", async () => {
    const { user, item } = await userWithPackages(db, 1);
    await usageEvent(db, user.id, item(0), { upload: "1" });
    await usageEvent(db, user.id, stranger, { upload: "1" });
    await usageEvent(db, user.id, item(0), { upload: "10" });
    expect(await applyBilling(ctx)).toMatchObject({ events: 1, retried: 1 });
    expect(await itemsOf(db, user.id)).toMatchObject([{ used: 1n }]);
    for (let attempt = 2; attempt <= 5; attempt++) await applyBilling(at(attempt * 600));
    expect(await applyBilling(at(6000))).toMatchObject({ events: 1 });
    expect(await itemsOf(db, user.id)).toMatchObject([{ used: 11n }]);
  });

  test("for somebody else's item, or not readable: nothing is added", async () => {
    const [user, other] = [await userWithPackages(db, 1), await userWithPackages(db, 1)];
    await usageEvent(db, user.user.id, other.item(0), { upload: "1" });
    await usageEvent(db, other.user.id, other.item(0), { upload: "-5" });
    expect(await applyBilling(ctx)).toMatchObject({ events: 0, retried: 2 });
    expect(await itemsOf(db, other.user.id)).toMatchObject([{ used: 0n }]);
  });
});

test("a queue that somebody else holds is left for the next run", async () => {
  const { user, item } = await userWithPackages(db, 1);
  await usageEvent(db, user.id, item(0), { upload: "1" });
  await transaction(db, async (tx) => {
    await tx.execute(sql`select from app_user where id = ${user.id}::uuid for update`);
    expect(await applyBilling(ctx)).toMatchObject({ events: 0, retried: 0 });
  });
  expect(await applyBilling(ctx)).toMatchObject({ events: 1 });
});
