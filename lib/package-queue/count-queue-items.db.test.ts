import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { column } from "#lib/core/columns";
import { isDomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { addUpCounts } from "#lib/package-queue/add-up-counts";
import { adjustQuota } from "#lib/package-queue/adjust-quota";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { countQueueItems } from "#lib/package-queue/count-queue-items";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { expirePackages } from "#lib/package-queue/expire-packages";
import { listQueueItems } from "#lib/package-queue/list-queue-items";
import { reorderQueue } from "#lib/package-queue/reorder-queue";
import type { QueueStatus } from "#lib/package-queue/schema";
import { usageEvent, userWithPackages } from "#lib/package-queue/testing/billing";
import { testPackage } from "#lib/package-queue/testing/sell";

const db = testDatabase();
const at = (hours: number) => testContext(db, { now: fromNoon({ hours }) });
const ctx = at(0);
const none = { inQueue: 0, active: 0, consumed: 0, cancelled: 0 };

async function counted(filter: { series?: string; status?: QueueStatus; userId?: string; q?: string }, hours = 0) {
  return (await countQueueItems(at(hours), filter)).items.map(({ series: _, name: __, ...counts }) => counts);
}

test("by series, all versions together, under the master's name", async () => {
  const first = await testPackage(db, { name: "Old name" });
  const user = await testUser(db);
  for (let count = 0; count < 2; count++) await enqueuePackage(ctx, { userId: user.id, packageId: first.id });
  const second = await testPackage(db, { name: "New name", series: first.series });
  const { id } = await enqueuePackage(ctx, { userId: user.id, packageId: second.id });
  await cancelQueueItem(ctx, { id });
  expect(await countQueueItems(ctx, { series: first.series })).toEqual({
    items: [{ series: first.series, name: "New name", inQueue: 1, active: 1, consumed: 0, cancelled: 1 }],
  });
});

test("the filters of the list; an item whose time is over is consumed before the job has been by", async () => {
  const { user, item } = await userWithPackages(db, 3);
  const sold = await db.prisma.queueItem.findUniqueOrThrow({ where: { id: item(0) }, include: { package: true } });
  const series = { series: sold.package.series };
  expect(await counted(series)).toEqual([{ ...none, active: 1, inQueue: 2 }]);
  expect(await counted(series, 24)).toEqual([{ ...none, consumed: 1, inQueue: 2 }]);
  expect(await counted({ ...series, status: "consumed" }, 24)).toEqual([{ ...none, consumed: 1 }]);
  expect(await counted({ ...series, status: "active" }, 24)).toEqual([]);
  expect(await counted({ userId: user.id }, 24)).toEqual([{ ...none, consumed: 1, inQueue: 2 }]);
  expect(await counted({ q: user.email.slice(3, -2).toUpperCase() })).toEqual([{ ...none, active: 1, inQueue: 2 }]);
  expect(await counted({ q: "100%" })).toEqual([]);
});

test("totals of the list are the counts, with each filter", async () => {
  const { user, item } = await userWithPackages(db, 4);
  const { packageId } = await db.prisma.queueItem.findUniqueOrThrow({ where: { id: item(0) } });
  const { series } = await db.prisma.package.findUniqueOrThrow({ where: { id: packageId } });
  await cancelQueueItem(ctx, { id: item(3) });
  const shown = async (filter: object, hours = 0) => {
    const { items, total } = await listQueueItems(at(hours), { ...filter, limit: 500 });
    expect(total).toBe(items.length);
    return items.map(({ status }) => status);
  };
  for (const filter of [
    { packageId },
    { series },
    { userId: user.id },
    { userId: user.id, packageId },
    { q: user.email },
    { q: user.email, series },
  ]) {
    expect(await shown(filter)).toEqual(["cancelled", "in_queue", "in_queue", "active"]);
    expect(await shown(filter, 24)).toEqual(["cancelled", "in_queue", "in_queue", "consumed"]);
    expect(await shown({ ...filter, status: "consumed" }, 24)).toEqual(["consumed"]);
    expect(await shown({ ...filter, status: "active" }, 24)).toEqual([]);
    expect(await shown({ ...filter, status: "cancelled" })).toEqual(["cancelled"]);
  }
  expect(await shown({ status: "active", q: "nobody at all" })).toEqual([]);
});

test("pages of each filter show everything once, in order, with the cursor and with the offset", async () => {
  const { ids, item } = await userWithPackages(db, 7);
  const { packageId } = await db.prisma.queueItem.findUniqueOrThrow({ where: { id: item(0) } });
  for (const filter of [{ packageId }, { packageId, status: "in_queue" as const }]) {
    const wanted = filter.status ? ids.slice(1) : ids;
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listQueueItems(ctx, { ...filter, limit: 2, ...(cursor && { cursor }) });
      const byOffset = await listQueueItems(ctx, { ...filter, limit: 2, offset: seen.length });
      expect(byOffset.items).toEqual(page.items);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(wanted.toReversed());
  }
});

const Stored = z.object({ package_id: z.string(), status: z.string(), items: column.count });

test("whatever happens, the kept counts equal a count of the items", async () => {
  const people = await Promise.all([1, 2, 3].map(() => userWithPackages(db, 2)));
  const step = fc.tuple(fc.constantFrom("buy", "cancel", "use", "expire", "lower", "move", "add up", "roll back"), fc.nat(2), fc.nat(5));
  let hours = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await Promise.all(
        steps.map(async ([what, person, index]) => {
          const someone = people[person];
          const now = at(hours);
          if (!someone) return;
          const [userId, id] = [someone.user.id, someone.ids[index % someone.ids.length] ?? ""];
          const work = {
            buy: async () => {
              const { packageId } = await db.prisma.queueItem.findUniqueOrThrow({ where: { id } });
              someone.ids.push((await enqueuePackage(now, { userId, packageId })).id);
            },
            cancel: () => cancelQueueItem(now, { id }),
            use: async () => {
              await usageEvent(db, userId, id, { download: "700" });
              await applyBilling(now);
            },
            expire: () => expirePackages(at(++hours * 5)),
            lower: () => adjustQuota(now, { id, adjustQuota: "-1000", confirm: true }),
            move: () => reorderQueue(now, { id, before: null }),
            "add up": () => addUpCounts(now),
            "roll back": () =>
              db.pool
                .query(
                  "with gone as (update package_queue set status = 'in_queue' where user_id = $1 returning 1) select 1 / 0 from gone",
                  [userId],
                )
                .catch(() => {}),
          }[what];
          await work().catch((error: unknown) => {
            if (!isDomainError(error)) throw error;
          });
        }),
      );
      const byCounting = await db.rows(
        sql`select package_id, status, count(*) as items from package_queue group by 1, 2 order by 1, 2`,
        Stored,
      );
      const kept = await db.rows(
        sql`select package_id, status, sum(items) as items from (
          select * from package_queue_count union all select * from package_queue_change) c group by 1, 2 having sum(items) <> 0 order by 1, 2`,
        Stored,
      );
      expect(kept).toEqual(byCounting);
    }),
    { numRuns: 15 },
  );
});

test("adding up leaves no changes behind and counts nothing twice", async () => {
  await userWithPackages(db, 2);
  await Promise.all([addUpCounts(ctx), addUpCounts(ctx), addUpCounts(ctx)]);
  const [left] = await db.rows(sql`select count(*) as items from package_queue_change`, z.object({ items: column.count }));
  expect(left).toEqual({ items: 0 });
  const [sums] = await db.rows(
    sql`select (select sum(items) from package_queue_count) as kept, (select count(*) from package_queue) as counted`,
    z.object({ kept: column.count, counted: column.count }),
  );
  expect(sums?.kept).toBe(sums?.counted);
});

test("packages:read", async () => {
  const { actor } = await testUser(db);
  await expect(countQueueItems(testContext(db, { actor }), {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(countQueueItems(testContext(db, { actor: keyActor(["usage:read"]) }), {})).rejects.toMatchObject({ code: "forbidden" });
});

test("a search that finds very many users is shown page by page, and not counted", async () => {
  const mark = `crowd-${crypto.randomUUID()}`;
  await db.pool.query(
    "insert into app_user (email, role) select $1 || '-' || n || '@example.test', 'user' from generate_series(1, 1001) n",
    [mark],
  );
  const [first] = (await db.pool.query<{ id: string }>("select id from app_user where email = $1", [`${mark}-1@example.test`])).rows;
  const sold = await testPackage(db);
  for (let count = 0; count < 3; count++) await enqueuePackage(ctx, { userId: first?.id ?? "", packageId: sold.id });
  await expect(countQueueItems(ctx, { q: mark })).rejects.toMatchObject({ code: "unprocessable", errors: [{ path: "q" }] });
  for (const filter of [{ q: mark }, { q: mark, packageId: sold.id }, { q: mark, series: sold.series }]) {
    const page = await listQueueItems(ctx, { ...filter, limit: 2 });
    expect([page.items.map(({ status }) => status), page.total, page.isTotalExact]).toEqual([["in_queue", "in_queue"], 3, false]);
    const rest = await listQueueItems(ctx, { ...filter, limit: 2, cursor: page.nextCursor ?? "" });
    expect([rest.items.map(({ status }) => status), rest.nextCursor]).toEqual([["active"], null]);
    expect((await listQueueItems(ctx, { ...filter, status: "active" })).items).toHaveLength(1);
  }
});
