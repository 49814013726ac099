import { describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { enqueuePackage, statusOfEnqueue } from "#lib/package-queue/enqueue-package";
import { getQueueItem } from "#lib/package-queue/get-queue-item";
import { listQueueItems } from "#lib/package-queue/list-queue-items";
import type { QueueItem } from "#lib/package-queue/schema";
import { testPackage } from "#lib/package-queue/testing/sell";

const db = testDatabase();
const at = (hours: number) => testContext(db, { now: fromNoon({ hours }) });
const ctx = at(0);
const Event = z.object({ type: z.string(), rooms: z.array(z.string()), payload: z.object({ queueItemId: z.string() }) });

async function buyer() {
  const [user, sold] = [await testUser(db), await testPackage(db)];
  const buy = (change: { byOrder?: string; now?: Date } = {}): Promise<QueueItem> =>
    enqueuePackage(testContext(db, { now: change.now ?? noon }), {
      userId: user.id,
      packageId: sold.id,
      ...(change.byOrder ? { byOrder: change.byOrder } : {}),
    });
  const statuses = async () => (await listQueueItems(ctx, { userId: user.id })).items.map(({ status }) => status).reverse();
  return { user, sold, buy, statuses };
}

describe("enqueue", () => {
  test("the first item starts at once, the next ones wait; audit and events with it", async () => {
    const { user, sold, buy, statuses } = await buyer();
    const first = await buy({ byOrder: `order ${user.id}` });
    expect(first).toEqual({
      id: first.id,
      userId: user.id,
      uid: user.uid,
      userEmail: user.email,
      packageId: sold.id,
      series: sold.series,
      packageName: "Basic",
      byOrder: `order ${user.id}`,
      status: "active",
      consumedBy: null,
      createdAt: noon.toISOString(),
      activatedAt: noon.toISOString(),
      expiresAt: fromNoon({ days: 1 }).toISOString(),
      endedAt: null,
      trafficLimit: "1000",
      expireSeconds: 86_400,
      adjustQuota: "0",
      used: { upload: "0", download: "0" },
    });
    expect(statusOfEnqueue(first)).toBe(201);
    const second = await buy();
    expect(second).toMatchObject({ status: "in_queue", activatedAt: null, expiresAt: null, byOrder: null });
    expect(await statuses()).toEqual(["active", "in_queue"]);
    const events = await db.rows(
      sql`select type, rooms, payload from event_log where payload ->> 'userId' = ${user.id} order by seq`,
      Event,
    );
    expect(events.map(({ type, payload }) => [type, payload.queueItemId])).toEqual([
      ["package:activated", first.id],
      ["package:queue-changed", first.id],
      ["package:queue-changed", second.id],
    ]);
    expect(events[0]?.rooms).toEqual([`user:${user.id}`, "permission:packages:read"]);
    expect(await db.prisma.auditLog.count({ where: { subjectId: first.id, action: "package-queue.enqueue" } })).toBe(1);
  });

  test("a series sells its master", async () => {
    const { user, sold } = await buyer();
    const newer = await testPackage(db, { series: sold.series, name: "Basic 2" });
    expect(await enqueuePackage(ctx, { userId: user.id, series: sold.series })).toMatchObject({
      packageId: newer.id,
      packageName: "Basic 2",
    });
  });

  test("the same order again is the same item and no second one, also by its series", async () => {
    const { user, sold, buy, statuses } = await buyer();
    const byOrder = `order ${user.id}`;
    const first = await buy({ byOrder });
    const again = await buy({ byOrder, now: fromNoon({ hours: 1 }) });
    expect([again, statusOfEnqueue(again)]).toEqual([first, 200]);
    await testPackage(db, { series: sold.series });
    expect(await enqueuePackage(ctx, { userId: user.id, series: sold.series, byOrder })).toEqual(first);
    expect(await statuses()).toEqual(["active"]);
  });

  test("an order of another user or another package is a conflict", async () => {
    const { user, buy, statuses } = await buyer();
    const byOrder = `order ${user.id}`;
    await buy({ byOrder });
    const stranger = await buyer();
    await expect(stranger.buy({ byOrder })).rejects.toMatchObject({ code: "conflict", errors: [{ path: "byOrder" }] });
    const other = await testPackage(db);
    await expect(enqueuePackage(ctx, { userId: user.id, packageId: other.id, byOrder })).rejects.toMatchObject({ code: "conflict" });
    expect([await statuses(), await stranger.statuses()]).toEqual([["active"], []]);
  });

  test("the same order posted at once from many sides makes one item; exactly one answer says it is new", async () => {
    const { user, buy, statuses } = await buyer();
    const items = await Promise.all(Array.from({ length: 6 }, () => buy({ byOrder: `order ${user.id}` })));
    expect(new Set(items.map(({ id }) => id)).size).toBe(1);
    expect(items.map(statusOfEnqueue).toSorted()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(await statuses()).toEqual(["active"]);
  });

  test("one order for two users at once: one gets it", async () => {
    const [a, b] = [await buyer(), await buyer()];
    const byOrder = `order ${a.user.id}`;
    const results = await Promise.allSettled([a.buy({ byOrder }), b.buy({ byOrder })]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect([...(await a.statuses()), ...(await b.statuses())]).toEqual(["active"]);
  });

  test("many items at once: one is active", async () => {
    const { buy, statuses } = await buyer();
    await Promise.all(Array.from({ length: 6 }, () => buy()));
    expect((await statuses()).toSorted()).toEqual(["active", ...Array.from({ length: 5 }, () => "in_queue")]);
  });

  test("when the active item's time is over, the one that waited longest starts", async () => {
    const { user, buy, statuses } = await buyer();
    await buy();
    await buy();
    const third = await buy({ now: fromNoon({ days: 1 }) });
    expect(third.status).toBe("in_queue");
    expect(await statuses()).toEqual(["consumed", "active", "in_queue"]);
    const { items } = await listQueueItems(ctx, { userId: user.id, status: "consumed" });
    expect(items).toMatchObject([{ consumedBy: "time", endedAt: fromNoon({ days: 1 }).toISOString() }]);
  });

  test("unknown user, package or series: not found; neither or both: refused by name", async () => {
    const { user, sold } = await buyer();
    const nobody = crypto.randomUUID();
    await expect(enqueuePackage(ctx, { userId: nobody, packageId: sold.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(enqueuePackage(ctx, { userId: user.id, packageId: nobody })).rejects.toMatchObject({ code: "not_found" });
    await expect(enqueuePackage(ctx, { userId: user.id, series: nobody })).rejects.toMatchObject({ code: "not_found" });
    await expect(enqueuePackage(ctx, { userId: user.id })).rejects.toMatchObject({ errors: [{ path: "packageId" }] });
    await expect(enqueuePackage(ctx, { userId: user.id, packageId: sold.id, series: sold.series })).rejects.toMatchObject({
      errors: [{ path: "packageId" }],
    });
  });

  test("a retired package is no longer sold", async () => {
    const { sold, buy } = await buyer();
    await db.prisma.package.update({ where: { id: sold.id }, data: { retiredAt: noon } });
    await expect(buy()).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("cancel", () => {
  test("one that waits", async () => {
    const { buy, statuses } = await buyer();
    await buy();
    const { id } = await buy();
    expect(await cancelQueueItem(at(1), { id })).toMatchObject({ status: "cancelled", endedAt: fromNoon({ hours: 1 }).toISOString() });
    expect(await statuses()).toEqual(["active", "cancelled"]);
    expect(await db.prisma.auditLog.findFirst({ where: { subjectId: id, action: "package-queue.cancel" } })).toMatchObject({
      diff: { status: ["in_queue", "cancelled"] },
    });
  });

  test("the active one: the next starts at once", async () => {
    const { user, buy, statuses } = await buyer();
    const { id } = await buy();
    await buy();
    await cancelQueueItem(at(1), { id });
    expect(await statuses()).toEqual(["cancelled", "active"]);
    const { items } = await listQueueItems(ctx, { userId: user.id, status: "active" });
    expect(items).toMatchObject([{ activatedAt: fromNoon({ hours: 1 }).toISOString(), expiresAt: fromNoon({ hours: 25 }).toISOString() }]);
  });

  test("twice at once: the second hears its state", async () => {
    const { buy } = await buyer();
    const { id } = await buy();
    const results = await Promise.allSettled([cancelQueueItem(ctx, { id }), cancelQueueItem(ctx, { id })]);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({
      reason: { code: "wrong_state", state: { status: "cancelled" } },
    });
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });

  test("one whose time is over has ended, even before the job came by", async () => {
    const { buy } = await buyer();
    const { id } = await buy();
    await expect(cancelQueueItem(at(24), { id })).rejects.toMatchObject({
      code: "wrong_state",
      state: { status: "consumed", consumedBy: "time" },
    });
  });

  test("unknown: not found", async () => {
    await expect(cancelQueueItem(ctx, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("reading", () => {
  test("filters, total and pages in the order of purchase, latest first", async () => {
    const { user, sold, buy } = await buyer();
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.unshift((await buy({ byOrder: `${user.id} ${count}` })).id);
    const page = await listQueueItems(ctx, { packageId: sold.id, limit: 3 });
    const rest = await listQueueItems(ctx, { packageId: sold.id, limit: 3, cursor: page.nextCursor ?? "" });
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect([page.total, rest.total, rest.nextCursor]).toEqual([5, 5, null]);
    expect((await listQueueItems(ctx, { orderId: `${user.id} 2` })).items).toMatchObject([{ id: ids[2] }]);
    expect((await listQueueItems(ctx, { userId: user.id, status: "in_queue" })).total).toBe(4);
    expect((await listQueueItems(ctx, { userId: user.id, limit: 2, offset: 4 })).items.map(({ id }) => id)).toEqual([ids[4]]);
  });

  test("an item whose time is over is consumed, not active", async () => {
    const { user, buy } = await buyer();
    const { id } = await buy();
    expect(await getQueueItem(at(23), { id })).toMatchObject({ status: "active" });
    expect(await getQueueItem(at(24), { id })).toMatchObject({
      status: "consumed",
      consumedBy: "time",
      endedAt: fromNoon({ days: 1 }).toISOString(),
    });
    expect((await listQueueItems(at(24), { userId: user.id, status: "active" })).total).toBe(0);
    const [stored] = await db.rows(
      sql`select count(*) as count from package_queue where id = ${id}::uuid and status = 'active'`,
      z.object({ count: column.count }),
    );
    expect(stored).toEqual({ count: 1 });
  });
});

test("packages:read to read, packages:write to write", async () => {
  const { user, sold, buy } = await buyer();
  const { id } = await buy();
  const reader = testContext(db, { actor: keyActor(["packages:read"]) });
  for (const asker of [testContext(db, { actor: user.actor }), reader]) {
    await expect(enqueuePackage(asker, { userId: user.id, packageId: sold.id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(cancelQueueItem(asker, { id })).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(listQueueItems(testContext(db, { actor: user.actor }), {})).rejects.toMatchObject({ code: "forbidden" });
  expect((await getQueueItem(reader, { id })).id).toBe(id);
});
