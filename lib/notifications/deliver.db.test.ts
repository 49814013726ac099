import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { createWebhook } from "#lib/notifications/create-webhook";
import { deliver } from "#lib/notifications/deliver";
import { getDelivery } from "#lib/notifications/get-delivery";
import { getWebhook } from "#lib/notifications/get-webhook";
import { listWebhookDeliveries } from "#lib/notifications/list-webhook-deliveries";
import { purgeDeliveries } from "#lib/notifications/purge-deliveries";
import { resumeWebhook } from "#lib/notifications/resume-webhook";
import { retryDelivery } from "#lib/notifications/retry-delivery";
import { retryWebhookDeliveries } from "#lib/notifications/retry-webhook-deliveries";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { type Receiver, startReceiver } from "#lib/notifications/testing/receiver";
import { emitToWebhooks } from "#lib/notifications/webhook-deliveries";

const db = testDatabase();
const ctx = testContext(db);
testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1" });
const receivers: Receiver[] = [];
/** A signature is good for five minutes: what verifies it must read the same clock. */
const realNow = () => testContext(db, { now: new Date() });

beforeEach(async () => {
  await db.pool.query("delete from notification_target");
});
afterAll(() => Promise.all(receivers.map((receiver) => receiver.close())));

async function endpoint(answer?: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const webhook = await createWebhook(ctx, { url: receiver.url, eventTypes: ["package.activated"] });
  return { receiver, webhook, deliveries: async () => (await listWebhookDeliveries(ctx, { id: webhook.id })).items };
}

/** Announces so many activations, for everybody who asks. */
function emit(count = 1, now = noon) {
  const events = Array.from({ length: count }, (_, place) => ({ type: "package.activated" as const, data: { place } }));
  return transaction(db, (tx) => emitToWebhooks(tx, now, events));
}

test("an event is sent once, signed, and every attempt is visible", async () => {
  const { receiver, webhook, deliveries } = await endpoint();
  await emit();
  expect(await deliver(realNow())).toEqual({ sent: 1, failed: 0 });
  expect(await deliver(realNow())).toEqual({ sent: 0, failed: 0 });
  const [got] = receiver.received;
  const [sent] = await deliveries();
  expect(receiver.received).toHaveLength(1);
  const body = new Verifier(webhook.secret).verify(got?.body ?? "", got?.headers as Record<string, string>);
  expect(body).toEqual({ type: "package.activated", timestamp: noon.toISOString(), data: { place: 0 } });
  expect(got?.headers["webhook-id"]).toBe(sent?.messageId);
  expect(sent).toMatchObject({ state: "sent", attempts: 1, lastError: null, nextAttemptAt: null });
  const { log } = await getDelivery(ctx, { id: sent?.id ?? "" });
  expect(log).toMatchObject([{ number: 1, isSuccess: true, statusCode: 204, error: null }]);
  expect(await getWebhook(ctx, { id: webhook.id })).toMatchObject({ health: "ok", waiting: 0, dead: 0 });
});

test("what is rolled back was never to be sent, and nobody is told who did not ask", async () => {
  const { deliveries } = await endpoint();
  await expect(
    transaction(db, async (tx) => {
      await emitToWebhooks(tx, noon, [{ type: "package.activated", data: {} }]);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  await transaction(db, (tx) => emitToWebhooks(tx, noon, [{ type: "package.warning", data: {} }]));
  expect(await deliveries()).toEqual([]);
});

test("a failure is tried again later, with its error; a person can try at once", async () => {
  let status = 503;
  const { receiver, webhook, deliveries } = await endpoint(() => status);
  await emit();
  expect(await deliver(ctx)).toEqual({ sent: 0, failed: 1 });
  const [waiting] = await deliveries();
  expect(waiting).toMatchObject({ state: "waiting", attempts: 1, lastError: "answered 503" });
  expect(new Date(waiting?.nextAttemptAt ?? 0).getTime()).toBeGreaterThan(noon.getTime() + 2_000);
  expect(await getWebhook(ctx, { id: webhook.id })).toMatchObject({
    health: "failing",
    failures: 1,
    waiting: 1,
    lastError: "answered 503",
  });
  expect(await deliver(ctx)).toEqual({ sent: 0, failed: 0 });
  status = 200;
  await retryDelivery(ctx, { id: waiting?.id ?? "" });
  expect(await deliver(testContext(db, { now: fromNoon({ seconds: 1 }) }))).toEqual({ sent: 1, failed: 0 });
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([waiting?.messageId]));
  await expect(retryDelivery(ctx, { id: waiting?.id ?? "" })).rejects.toMatchObject({ code: "wrong_state" });
  const { log } = await getDelivery(ctx, { id: waiting?.id ?? "" });
  expect(log.map(({ statusCode, response }) => [statusCode, response])).toEqual([
    [503, "status 503"],
    [200, "status 200"],
  ]);
});

test("after 24 attempts it is dead; all dead ones of an endpoint are tried again together", async () => {
  let status = 500;
  const { webhook, deliveries } = await endpoint(() => status);
  await emit(2);
  await db.pool.query("update delivery set attempts = 23");
  await deliver(ctx);
  await deliver(testContext(db, { now: fromNoon({ minutes: 1 }) }));
  expect((await deliveries()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["dead", 24],
    ["dead", 24],
  ]);
  expect(await getWebhook(ctx, { id: webhook.id })).toMatchObject({ dead: 2, waiting: 0 });
  status = 200;
  expect(await retryWebhookDeliveries(ctx, { id: webhook.id })).toEqual({ retried: 2 });
  expect(await deliver(testContext(db, { now: fromNoon({ minutes: 5 }) }))).toEqual({ sent: 2, failed: 0 });
});

test("a sender that was killed between claim and answer: sent again with the same id, and both attempts are seen", async () => {
  const { receiver, deliveries } = await endpoint();
  await emit();
  await db.pool.query(
    "with c as (update delivery set claim = gen_random_uuid(), attempts = 1, next_attempt_at = $1 returning id) insert into delivery_attempt (delivery_id, number, started_at) select id, 1, $2 from c",
    [fromNoon({ seconds: 30 }), noon],
  );
  expect((await deliveries())[0]).toMatchObject({ isBeingSent: true, nextAttemptAt: null });
  expect(await deliver(testContext(db, { now: fromNoon({ seconds: 29 }) }))).toEqual({ sent: 0, failed: 0 });
  expect(await deliver(testContext(db, { now: fromNoon({ seconds: 31 }) }))).toEqual({ sent: 1, failed: 0 });
  const [sent] = await deliveries();
  expect(receiver.received[0]?.headers["webhook-id"]).toBe(sent?.messageId);
  const { log } = await getDelivery(ctx, { id: sent?.id ?? "" });
  expect(log.map(({ number, isSuccess }) => [number, isSuccess])).toEqual([
    [1, null],
    [2, true],
  ]);
});

test("two senders at once send each delivery once", async () => {
  const { receiver } = await endpoint();
  await emit(60);
  const totals = await Promise.all([deliver(ctx), deliver(ctx), deliver(ctx)]);
  await deliver(ctx);
  expect(totals.every(({ failed }) => failed === 0)).toBe(true);
  expect(receiver.received).toHaveLength(60);
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(60);
});

test("receivers that hang or refuse delay nobody else, and time out in words", async () => {
  const dead = await endpoint();
  await dead.receiver.close();
  const hanging = await endpoint(() => undefined);
  const well = await endpoint();
  await emit(40);
  const run = deliver(ctx, { timeoutMs: 6_000 });
  await well.receiver.until(40);
  // All of the healthy one's are through while the hanging one's first few are still under way.
  expect((await hanging.deliveries()).filter(({ isBeingSent }) => isBeingSent)).toHaveLength(8);
  await run;
  const [first] = (await hanging.deliveries()).filter(({ attempts }) => attempts > 0);
  expect(first?.lastError).toBe("timed out after 6 s");
  expect((await dead.deliveries()).some(({ lastError }) => lastError?.includes("ECONNREFUSED"))).toBe(true);
  // Most of what waits for the dead one has not used up an attempt.
  expect((await dead.deliveries()).filter(({ attempts }) => attempts === 0).length).toBeGreaterThan(20);
}, 30_000);

test("three days without success pause an endpoint in the open; resumed it gets what waited", async () => {
  let status = 500;
  const { webhook, deliveries } = await endpoint(() => status);
  await emit(3);
  await deliver(ctx);
  await deliver(testContext(db, { now: fromNoon({ days: 3, minutes: 1 }) }));
  const paused = await getWebhook(ctx, { id: webhook.id });
  expect(paused).toMatchObject({ health: "paused", pausedReason: "No attempt has succeeded for 3 days: answered 500", waiting: 3 });
  expect(await deliver(testContext(db, { now: fromNoon({ days: 4 }) }))).toEqual({ sent: 0, failed: 0 });
  await emit(1);
  status = 200;
  const later = testContext(db, { now: fromNoon({ days: 5 }) });
  await resumeWebhook(later, { id: webhook.id });
  await expect(resumeWebhook(later, { id: webhook.id })).rejects.toMatchObject({ code: "wrong_state" });
  expect(await deliver(later)).toEqual({ sent: 4, failed: 0 });
  expect((await deliveries()).map(({ state }) => state)).toEqual(["sent", "sent", "sent", "sent"]);
});

test("410 pauses at once, a redirect is not followed, Retry-After is kept", async () => {
  const gone = await endpoint(() => 410);
  const elsewhere = await endpoint(() => ({ status: 302, headers: { location: "http://127.0.0.1:1/" } }));
  const busy = await endpoint(() => ({ status: 429, headers: { "retry-after": "3600" } }));
  await emit();
  await deliver(ctx);
  expect(await getWebhook(ctx, { id: gone.webhook.id })).toMatchObject({
    health: "paused",
    pausedReason: "The receiver answered 410 Gone: it wants no more",
  });
  expect((await elsewhere.deliveries())[0]?.lastError).toBe("answered 302 (to http://127.0.0.1:1/): redirects are not followed");
  const [asked] = await busy.deliveries();
  expect(new Date(asked?.nextAttemptAt ?? 0).getTime()).toBeGreaterThanOrEqual(fromNoon({ hours: 1 }).getTime());
});

test("a shutdown hands back what is under way, without costing an attempt", async () => {
  const { receiver, deliveries } = await endpoint(() => undefined);
  await emit();
  const stop = new AbortController();
  const run = deliver(ctx, { signal: stop.signal });
  await receiver.until(1);
  stop.abort();
  await run;
  const [back] = await deliveries();
  expect(back).toMatchObject({ state: "waiting", attempts: 1, maxAttempts: 25, isBeingSent: false, lastError: null });
  const { log } = await getDelivery(ctx, { id: back?.id ?? "" });
  expect(log).toMatchObject([{ isSuccess: false, error: "interrupted: the process was stopped" }]);
});

test("a name that leads inside is refused at the attempt too", async () => {
  const { webhook, deliveries } = await endpoint();
  await emit();
  await db.rows(
    sql`update notification_target set config = '{"url": "http://10.0.0.1/"}' where id = ${webhook.id}::uuid returning id`,
    z.object({ id: z.string() }),
  );
  await deliver(ctx);
  expect((await deliveries())[0]?.lastError).toMatch(/^10\.0\.0\.1 is not a public address \(private\)/);
});

test("what was sent long ago is deleted, what waits stays", async () => {
  const { deliveries } = await endpoint();
  await emit();
  await deliver(ctx);
  await emit();
  expect(await purgeDeliveries(testContext(db, { now: fromNoon({ days: 34 }) }))).toEqual({ deleted: 0 });
  expect(await purgeDeliveries(testContext(db, { now: fromNoon({ days: 36 }) }))).toEqual({ deleted: 1 });
  expect((await deliveries()).map(({ state }) => state)).toEqual(["waiting"]);
});
