import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { createWebhook } from "#lib/notifications/create-webhook";
import type { WebhookEventType } from "#lib/notifications/schema";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { updateWebhook } from "#lib/notifications/update-webhook";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { countBillingEvents } from "#lib/package-queue/count-billing-events";
import { expirePackages } from "#lib/package-queue/expire-packages";
import { getBillingEvent } from "#lib/package-queue/get-billing-event";
import { listBillingEvents } from "#lib/package-queue/list-billing-events";
import { retryDeadEvents } from "#lib/package-queue/retry-dead-events";
import { usageEvent, userWithPackages } from "#lib/package-queue/testing/billing";

const db = testDatabase();
const ctx = testContext(db);
const mail = { SMTP_HOST: "127.0.0.1", ALERT_FROM_EMAIL: "fleet@example.test", PUBLIC_URL: "https://fleet.example" };

const Written = z.object({ topic: z.string(), recipient: z.string().nullable(), payload: z.record(z.string(), z.unknown()) });
const written = (kind: "webhook" | "email") =>
  db.rows(
    sql`select d.topic, d.recipient, d.payload from delivery d join notification_target t on t.id = d.target_id where t.kind = ${kind} order by d.seq`,
    Written,
  );
const endpoint = (...eventTypes: WebhookEventType[]) => createWebhook(ctx, { url: "http://127.0.0.1:9/", eventTypes });

beforeEach(async () => {
  testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1" });
  await db.pool.query("delete from notification_target");
});

test("an expiry reaches every enabled endpoint that asks for it, once, with its number", async () => {
  await endpoint("PackageExpiringEvent", "package.consumed");
  await endpoint("PackageExpiringEvent");
  await endpoint("UserUsageBillingEvent");
  const { id: disabled } = await endpoint("PackageExpiringEvent");
  await updateWebhook(ctx, { id: disabled, isEnabled: false });
  const { user, item } = await userWithPackages(db, 2);
  await expirePackages(testContext(db, { now: fromNoon({ days: 1 }) }));
  await expirePackages(testContext(db, { now: fromNoon({ days: 1 }) }));
  const [event] = (await listBillingEvents(ctx, { userId: user.id })).items;
  const bodies = await written("webhook");
  const expiry = {
    type: "PackageExpiringEvent",
    id: event?.id,
    seq: event?.seq,
    route: "telecom.package_expiring",
    timestamp: fromNoon({ days: 1 }).toISOString(),
    data: event?.payload,
  };
  expect(bodies.filter(({ topic }) => topic === "PackageExpiringEvent").map(({ payload }) => payload)).toEqual([expiry, expiry]);
  expect(bodies.filter(({ topic }) => topic === "package.consumed").map(({ payload }) => payload.data)).toEqual([
    {
      userId: user.id,
      queueItemId: item(0),
      packageId: expect.any(String),
      consumedBy: "time",
      endedAt: fromNoon({ days: 1 }).toISOString(),
    },
  ]);
  const detail = await getBillingEvent(ctx, { id: event?.id ?? "" });
  expect(detail).toMatchObject({ item: { id: item(0), status: "consumed" }, deliveries: [{ state: "waiting" }, { state: "waiting" }] });
  const reader = testContext(db, { actor: keyActor(["packages:read"]) });
  expect((await getBillingEvent(reader, { id: event?.id ?? "" })).deliveries).toBeNull();
});

test("warnings reach endpoints each, and the user by one mail for what comes together", async () => {
  testEnvironment({ ...mail, FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1" });
  await endpoint("package.warning", "package.activated");
  const { user, item } = await userWithPackages(db, 1, { name: "<b>Basic</b>" });
  await usageEvent(db, user.id, item(0), { upload: "960" });
  await applyBilling(ctx);
  await applyBilling(ctx);
  expect((await written("webhook")).map(({ topic, payload }) => [topic, payload.data])).toEqual([
    ["package.activated", { userId: user.id, queueItemId: item(0) }],
    ...["used_80", "used_95"].map((kind) => [
      "package.warning",
      expect.objectContaining({ userId: user.id, queueItemId: item(0), kind, usedBytes: "960", quotaBytes: "1000" }),
    ]),
  ]);
  const mails = await written("email");
  expect(mails).toMatchObject([{ recipient: user.email, topic: "package.warning", payload: { subject: "95 % of <b>Basic</b> is used" } }]);
  expect(mails[0]?.payload.text).toContain("Used: 960 B of 1000 B\nLeft: 40 B\nEnds: 21 Nov 2026, 12:00:00 UTC");
  expect(mails[0]?.payload.text).toContain("https://fleet.example/my/packages");
  expect(mails[0]?.payload.html).toContain("&lt;b&gt;Basic&lt;/b&gt;");
});

test("without mail nothing is kept to be mailed; a disabled account is not written to", async () => {
  const warned = async () => {
    const { user, item } = await userWithPackages(db, 1);
    await usageEvent(db, user.id, item(0), { upload: "800" });
    return user;
  };
  await warned();
  await applyBilling(ctx);
  testEnvironment(mail);
  const user = await warned();
  await db.pool.query("update app_user set disabled_at = now() where id = $1", [user.id]);
  await applyBilling(ctx);
  expect(await written("email")).toEqual([]);
});

test("counts by state, and all dead ones are tried again together, audited", async () => {
  await db.pool.query("delete from billing_event");
  const { user, item } = await userWithPackages(db, 1);
  const bad = [await usageEvent(db, user.id, crypto.randomUUID(), { upload: "1" }), await usageEvent(db, user.id, crypto.randomUUID())];
  await db.pool.query("update billing_event set state = 'dead', attempts = 5");
  const last = await usageEvent(db, user.id, item(0), { upload: "1" });
  const { seq } = await getBillingEvent(ctx, { id: last });
  expect(await countBillingEvents(ctx, {})).toMatchObject({
    queued: 1,
    dead: 2,
    done: 0,
    oldestQueuedAt: expect.any(String),
    last: { seq },
  });
  const writer = testContext(db, { actor: keyActor(["packages:write"]) });
  await expect(retryDeadEvents(testContext(db, { actor: keyActor(["packages:read"]) }), {})).rejects.toMatchObject({ code: "forbidden" });
  expect(await retryDeadEvents(writer, {})).toEqual({ retried: 2 });
  expect(await retryDeadEvents(writer, {})).toEqual({ retried: 0 });
  expect(await getBillingEvent(ctx, { id: bad[0] ?? "" })).toMatchObject({ state: "queued", attempts: 0, item: null });
  const audited = await db.prisma.auditLog.findMany({ where: { action: "billing-event.retry-dead" } });
  expect(audited.map(({ diff }) => diff)).toEqual([{ retried: [null, 2] }]);
});
