import { expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { getBillingEvent } from "#lib/package-queue/get-billing-event";
import { listBillingEvents } from "#lib/package-queue/list-billing-events";
import { retryBillingEvent } from "#lib/package-queue/retry-billing-event";
import { usageEvent, userWithPackages } from "#lib/package-queue/testing/billing";

const db = testDatabase();
const ctx = testContext(db);
const reader = testContext(db, { actor: keyActor(["packages:read"]) });
const writer = testContext(db, { actor: keyActor(["packages:write"]) });

/** An event that names an item nobody has, after five attempts. */
async function deadEvent(): Promise<string> {
  const { user } = await userWithPackages(db, 1);
  const id = await usageEvent(db, user.id, crypto.randomUUID(), { upload: "1" });
  for (let attempt = 0; attempt < 5; attempt++) await applyBilling(testContext(db, { now: fromNoon({ hours: attempt }) }));
  return id;
}

test("pages newest first, filters, and follows from a number, oldest first", async () => {
  const { user, item } = await userWithPackages(db, 1);
  const ids: string[] = [];
  for (let count = 0; count < 5; count++) ids.push(await usageEvent(db, user.id, item(0), { upload: "1" }));
  const first = await listBillingEvents(reader, { limit: 3 });
  const rest = await listBillingEvents(reader, { limit: 3, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.toReversed());
  expect(rest.nextCursor).toBeNull();

  const [seen, second] = [await getBillingEvent(reader, { id: ids[0] ?? "" }), await getBillingEvent(reader, { id: ids[2] ?? "" })];
  const after = seen.seq;
  const followed = await listBillingEvents(reader, { after, limit: 2 });
  expect(followed.items.map(({ id }) => id)).toEqual(ids.slice(1, 3));
  expect(followed.items.at(-1)?.seq).toBe(second.seq);
  const next = await listBillingEvents(reader, { after, limit: 2, cursor: followed.nextCursor ?? "" });
  expect(next.items.map(({ id }) => id)).toEqual(ids.slice(3));
  expect((await listBillingEvents(reader, { after: next.items.at(-1)?.seq ?? "" })).items).toEqual([]);

  expect((await listBillingEvents(reader, { state: "queued", type: "UserUsageBillingEvent" })).items).toHaveLength(5);
  expect((await listBillingEvents(reader, { state: "dead" })).items).toEqual([]);
  expect((await listBillingEvents(reader, { type: "PackageExpiringEvent" })).items).toEqual([]);
});

test("a dead event is tried again, audited; when it can be applied it is done, once", async () => {
  const id = await deadEvent();
  expect(await retryBillingEvent(writer, { id })).toMatchObject({ state: "queued", attempts: 0 });
  expect(await db.prisma.auditLog.findFirst({ where: { subjectId: id } })).toMatchObject({
    action: "billing-event.retry",
    subjectKind: "billing-event",
    diff: { state: ["dead", "queued"], attempts: [5, 0] },
  });
  const { userId } = await getBillingEvent(ctx, { id });
  const [item] = await db.prisma.queueItem.findMany({ where: { userId } });
  await db.pool.query("update billing_event set payload = jsonb_set(payload, '{package_queue_id}', to_jsonb($1::text)) where id = $2", [
    item?.id,
    id,
  ]);
  expect(await applyBilling(ctx)).toMatchObject({ events: 1 });
  expect(await getBillingEvent(ctx, { id })).toMatchObject({ state: "done", lastError: null });
  await expect(retryBillingEvent(writer, { id })).rejects.toMatchObject({ code: "wrong_state", state: { state: "done" } });
  expect(await applyBilling(ctx)).toMatchObject({ events: 0 });
});

test("retried twice at once: both succeed, it is queued once", async () => {
  const id = await deadEvent();
  const both = await Promise.all([retryBillingEvent(writer, { id }), retryBillingEvent(writer, { id })]);
  expect(both.map(({ state }) => state)).toEqual(["queued", "queued"]);
});

test("unknown events, cursors and numbers are refused; packages:read to see, packages:write to retry", async () => {
  const id = crypto.randomUUID();
  await expect(getBillingEvent(reader, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(retryBillingEvent(writer, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(listBillingEvents(reader, { cursor: "x" })).rejects.toMatchObject({ errors: [{ path: "cursor" }] });
  await expect(listBillingEvents(reader, { after: "-1" })).rejects.toMatchObject({ errors: [{ path: "after" }] });
  await expect(retryBillingEvent(reader, { id })).rejects.toMatchObject({ code: "forbidden" });
  const other = testContext(db, { actor: keyActor(["usage:read"]) });
  await expect(listBillingEvents(other, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(getBillingEvent(other, { id })).rejects.toMatchObject({ code: "forbidden" });
});
