import { Webhook as Verifier } from "standardwebhooks";
import { expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { createWebhook } from "#lib/notifications/create-webhook";
import { deleteWebhook } from "#lib/notifications/delete-webhook";
import { deliver } from "#lib/notifications/deliver";
import { getDelivery } from "#lib/notifications/get-delivery";
import { getWebhook } from "#lib/notifications/get-webhook";
import { listWebhookDeliveries } from "#lib/notifications/list-webhook-deliveries";
import { listWebhooks } from "#lib/notifications/list-webhooks";
import { resumeWebhook } from "#lib/notifications/resume-webhook";
import { retryDelivery } from "#lib/notifications/retry-delivery";
import { retryWebhookDeliveries } from "#lib/notifications/retry-webhook-deliveries";
import { rotateWebhookSecret } from "#lib/notifications/rotate-webhook-secret";
import type { CreateWebhookInput } from "#lib/notifications/schema";
import { testWebhook } from "#lib/notifications/test-webhook";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { startReceiver } from "#lib/notifications/testing/receiver";
import { updateWebhook } from "#lib/notifications/update-webhook";
import { emitToWebhooks } from "#lib/notifications/webhook-deliveries";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["settings:read", "settings:write", "packages:read"]) });
const reader = testContext(db, { actor: keyActor(["settings:read"]) });
const nobody = crypto.randomUUID();
testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1" });

const make = (change: Partial<CreateWebhookInput> = {}, asked = ctx) =>
  createWebhook(asked, { url: "http://127.0.0.1:9/hooks", eventTypes: ["package.activated"], ...change });

test("made, changed, listed and deleted, each audited; the secret is shown once and kept sealed", async () => {
  const made = await make({ description: " billing ", eventTypes: ["package.warning", "UserUsageBillingEvent", "package.warning"] });
  expect(made).toMatchObject({
    description: "billing",
    eventTypes: ["UserUsageBillingEvent", "package.warning"],
    health: "unknown",
    isEnabled: true,
  });
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  const { id } = made;
  expect(JSON.stringify(await getWebhook(reader, { id }))).not.toContain("whsec_");
  expect(JSON.stringify(await db.prisma.notificationTarget.findMany())).not.toContain(made.secret);
  const changed = await updateWebhook(ctx, { id, isEnabled: false, description: "" });
  expect(changed).toMatchObject({ isEnabled: false, health: "disabled", url: "http://127.0.0.1:9/hooks" });
  expect((await listWebhooks(reader, {})).items.map((webhook) => webhook.id)).toEqual([id]);
  await deleteWebhook(ctx, { id });
  await expect(getWebhook(reader, { id })).rejects.toMatchObject({ code: "not_found" });
  const audited = await db.prisma.auditLog.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  expect(audited.map(({ action }) => action)).toEqual(["webhook.create", "webhook.update", "webhook.delete"]);
  expect(JSON.stringify(audited.map(({ diff }) => diff))).not.toContain("whsec_");
  const published = await db.prisma.eventLog.findMany({ where: { type: "webhook:changed" } });
  expect(published.map(({ payload }) => payload)).toEqual([{ webhookId: id }, { webhookId: id }, { webhookId: id }]);
});

test.each([
  { url: "http://10.0.0.1/", says: "url: 10.0.0.1 is not a public address (private)" },
  { url: "http://[::ffff:7f00:1]/", says: "is not a public address (IPv4 written as IPv6)" },
  { url: "ftp://example.org/", says: "url: must be an http or https address" },
  { url: "https://nowhere.invalid/", says: "url: nowhere.invalid cannot be resolved" },
])("$url is refused when it is made and when it is changed", async ({ url, says }) => {
  await expect(make({ url })).rejects.toMatchObject({ code: "validation_failed", message: expect.stringContaining(says) });
  const { id } = await make();
  await expect(updateWebhook(ctx, { id, url })).rejects.toMatchObject({ errors: [{ path: "url", code: "refused_target" }] });
});

test("who may: reading needs settings:read, writing settings:write, and nobody hands out events that they may not read", async () => {
  const { id } = await make();
  const outsider = testContext(db, { actor: keyActor(["packages:read"]) });
  await expect(listWebhooks(outsider, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(make({}, reader)).rejects.toMatchObject({ code: "forbidden" });
  await expect(make({}, testContext(db, { actor: keyActor(["settings:write"]) }))).rejects.toMatchObject({ code: "forbidden" });
  for (const write of [deleteWebhook, rotateWebhookSecret, resumeWebhook, retryWebhookDeliveries, testWebhook])
    await expect(write(reader, { id })).rejects.toMatchObject({ code: "forbidden" });
});

test("what does not exist is not found", async () => {
  for (const call of [
    getWebhook,
    deleteWebhook,
    rotateWebhookSecret,
    resumeWebhook,
    retryWebhookDeliveries,
    testWebhook,
    listWebhookDeliveries,
  ])
    await expect(call(ctx, { id: nobody })).rejects.toMatchObject({ code: "not_found" });
  for (const call of [getDelivery, retryDelivery]) await expect(call(ctx, { id: nobody })).rejects.toMatchObject({ code: "not_found" });
});

test("lost race: retried while it is being sent", async () => {
  const { id } = await make();
  await transaction(db, (tx) => emitToWebhooks(tx, ctx.now, [{ type: "package.activated", data: {} }]));
  const [delivery] = (await listWebhookDeliveries(ctx, { id })).items;
  await db.pool.query("update delivery set claim = gen_random_uuid(), next_attempt_at = $1", [fromNoon({ seconds: 20 })]);
  await expect(retryDelivery(ctx, { id: delivery?.id ?? "" })).rejects.toMatchObject({ code: "wrong_state", state: { isBeingSent: true } });
});

test("a rotated secret signs beside the former one until the overlap ends", async () => {
  const receiver = await startReceiver();
  const now = new Date();
  const at = (seconds: number) => testContext(db, { now: new Date(now.getTime() + seconds * 1_000) });
  const first = await createWebhook(at(0), { url: receiver.url, eventTypes: ["package.consumed"] });
  const second = await rotateWebhookSecret(at(0), { id: first.id, overlapSeconds: 60 });
  expect(second.secret).not.toBe(first.secret);
  const verifiedBy = async (seconds: number) => {
    await transaction(db, (tx) => emitToWebhooks(tx, at(seconds).now, [{ type: "package.consumed", data: {} }]));
    await deliver(at(seconds));
    const got = receiver.received.at(-1);
    return [first, second].map(({ secret }) => {
      try {
        new Verifier(secret).verify(got?.body ?? "", got?.headers as Record<string, string>);
        return true;
      } catch {
        return false;
      }
    });
  };
  expect(await verifiedBy(10)).toEqual([true, true]);
  expect(await verifiedBy(61)).toEqual([false, true]);
  await receiver.close();
});

test("a test says what really came of it, also for an endpoint that is disabled", async () => {
  const receiver = await startReceiver(() => 202);
  const { id } = await make({ url: receiver.url, isEnabled: false });
  const arrived = await testWebhook(ctx, { id });
  expect(arrived).toMatchObject({
    topic: "webhook.test",
    state: "sent",
    log: [{ statusCode: 202, isSuccess: true, response: "status 202" }],
  });
  await receiver.close();
  const failed = await testWebhook(ctx, { id });
  expect(failed).toMatchObject({ state: "dead", attempts: 1, log: [{ isSuccess: false, statusCode: null }] });
  expect(failed.lastError).toContain("ECONNREFUSED");
});

test("deliveries page newest first and filter by state", async () => {
  const { id } = await make();
  await transaction(db, (tx) =>
    emitToWebhooks(
      tx,
      ctx.now,
      Array.from({ length: 5 }, () => ({ type: "package.activated" as const, data: {} })),
    ),
  );
  const first = await listWebhookDeliveries(ctx, { id, limit: 3 });
  const rest = await listWebhookDeliveries(ctx, { id, limit: 3, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...rest.items]).toHaveLength(5);
  expect(rest.nextCursor).toBeNull();
  expect((await listWebhookDeliveries(ctx, { id, state: "sent" })).items).toEqual([]);
  await expect(listWebhookDeliveries(ctx, { id, cursor: "x" })).rejects.toMatchObject({ errors: [{ path: "cursor" }] });
});
