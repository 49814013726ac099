import { createServer } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { createChannel } from "./create-channel.ts";
import { deliver } from "./deliver.ts";
import { enqueueNotices } from "./enqueue-notices.ts";
import { listChannelDeliveries } from "./list-channel-deliveries.ts";
import type { Notice } from "./notice.ts";
import { showChannel } from "./show-channel.ts";
import { showWebPush } from "./show-web-push.ts";
import { subscribeBrowser } from "./subscribe-browser.ts";
import { testChannel } from "./test-channel.ts";
import { testEnvironment } from "./testing/environment.ts";
import { type PushService, startPushService, type TestBrowser } from "./testing/push-service.ts";
import { unsubscribeBrowser } from "./unsubscribe-browser.ts";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]) });
const inside = { FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8", ALERT_FROM_EMAIL: "fleet@example.org", SMTP_HOST: "mail.example" };
let service: PushService;
let answers: Map<string, number>;

beforeEach(async () => {
  testEnvironment(inside);
  await db.prisma.$executeRaw(sql`truncate app_user, notification_target, notification_channel, web_push_key cascade`);
  answers = new Map();
  service = await startPushService((endpoint) => answers.get(endpoint) ?? 201);
});
afterEach(() => service.close());

/** An admin with a subscribed browser. */
async function subscribed(
  email = "ada@example.org",
  from = service,
): Promise<TestBrowser & { id: string; userId: string; publicKey: string }> {
  const { actor } = await testUser(db, { email, role: "admin" });
  const browser = from.newBrowser();
  const { p256dh, auth } = browser.keys;
  const { publicKey } = await showWebPush(testContext(db, { actor }), {});
  const input = { endpoint: browser.endpoint, p256dh, auth, publicKey, label: "Firefox on Linux" };
  const { id } = await subscribeBrowser(testContext(db, { actor }), input);
  return Object.assign(browser, { id, userId: actor.userId, publicKey });
}
const make = (recipients?: string[]) =>
  createChannel(ctx, { name: "Phones", kind: "web_push", config: { ...(recipients && { recipients }) } });
const alertId = "5bd8d9f2-5b0c-4c57-a3b3-14b1c1a4a0f3";
const notice = (): Notice => ({
  id: crypto.randomUUID(),
  headline: "CRITICAL: fra-1 is offline",
  severity: "critical",
  sections: [
    { heading: "New", items: [{ id: alertId, severity: "critical", title: "fra-1 is offline", message: "no heartbeat", at: ctx.now }] },
  ],
  openPath: `/admin/alerts?alert=${alertId}`,
  acknowledgeUrl: "https://fleet.example/acknowledge#token",
});
const enqueue = (channelId: string) =>
  transaction(db, (tx) => enqueueNotices(tx, ctx.now, [{ channelId, notice: notice(), topic: "alert.notice" }]));
const later = (seconds: number) => testContext(db, { now: fromNoon({ seconds }) });
const log = async (id: string) => (await listChannelDeliveries(ctx, { id })).items;

test("a notice arrives encrypted for the browser and signed by us, urgent as the alert is; the link is in it and nowhere else", async () => {
  const browser = await subscribed();
  const { id } = await make();
  await enqueue(id);
  expect(JSON.stringify((await db.pool.query("select payload from delivery")).rows)).not.toContain("#token");
  expect(await deliver(ctx)).toEqual({ sent: 1, failed: 0 });
  const [got] = browser.received;
  expect(JSON.parse(got?.text ?? "")).toEqual({
    title: "CRITICAL: fra-1 is offline",
    body: "New: no heartbeat",
    severity: "critical",
    tag: `alert:${alertId}`,
    at: ctx.now.toISOString(),
    path: `/admin/alerts?alert=${alertId}`,
    acknowledgeUrl: "https://fleet.example/acknowledge#token",
  });
  expect(got?.vapid).toMatchObject({ aud: service.url, sub: "mailto:fleet@example.org", publicKey: browser.publicKey });
  // A push service takes a token for a day at most. Source: RFC 8292, 2.
  expect((got?.vapid.exp ?? 0) - Date.now() / 1_000).toBeLessThanOrEqual(86_400);
  expect(got?.headers).toMatchObject({ ttl: "86400", urgency: "high", "content-encoding": "aes128gcm" });
  expect(await log(id)).toMatchObject([{ state: "sent", attempts: 1, recipient: "ada@example.org, Firefox on Linux" }]);
  expect(await showChannel(ctx, { id })).toMatchObject({ health: "ok", address: "everybody who asked: 1 browser" });
});

test("a test goes to every browser, or to those of the accounts that the channel names", async () => {
  const [ada, bob] = [await subscribed(), await subscribed("bob@example.org")];
  const all = await testChannel(ctx, { id: (await make()).id });
  expect(all).toMatchObject({ isSuccess: true, error: null, deliveries: [{ state: "sent" }, { state: "sent" }] });
  const { id } = await createChannel(ctx, { name: "Bob", kind: "web_push", config: { recipients: ["Bob@example.org"] } });
  expect(await testChannel(ctx, { id })).toMatchObject({
    isSuccess: true,
    deliveries: [{ recipient: "bob@example.org, Firefox on Linux" }],
  });
  expect([ada.received.length, bob.received.length]).toEqual([1, 2]);
  expect(JSON.parse(bob.received[1]?.text ?? "")).toMatchObject({ title: "Test from Fleetlight", path: `/admin/channels?channel=${id}` });
  expect((await showChannel(ctx, { id })).address).toBe("bob@example.org: 1 browser");
  const asBob = testContext(db, { actor: { ...(await testUser(db, { role: "admin" })).actor, userId: bob.userId } });
  expect((await showWebPush(asBob, {})).channelCount).toBe(2);
});

test("a channel that reaches nobody says so: in the test, in the log, and as given up", async () => {
  const { id } = await make(["ada@example.org"]);
  expect(await showChannel(ctx, { id })).toMatchObject({ health: "unknown", address: "ada@example.org: no browser yet" });
  const error = expect.stringContaining("No browser is subscribed");
  expect(await testChannel(ctx, { id })).toMatchObject({ isSuccess: false, error });
  await enqueue(id);
  expect(await deliver(ctx)).toEqual({ sent: 0, failed: 1 });
  expect(await log(id)).toMatchObject([{ state: "dead", lastError: error }, { state: "dead" }]);
  // Nothing is broken: nobody has asked.
  expect((await db.pool.query("select failures, failing_since from notification_target")).rows).toEqual([
    { failures: 0, failing_since: null },
  ]);
});

test.each([404, 410])("a subscription of which the push service says %i is removed and told no more; others are", async (status) => {
  const [gone, stays] = [await subscribed(), await subscribed("bob@example.org")];
  answers.set(gone.endpoint, status);
  const before = await db.prisma.eventLog.count({ where: { type: "notification:browsers-changed" } });
  const { id } = await make();
  expect(await testChannel(ctx, { id })).toMatchObject({
    isSuccess: false,
    error: `ada@example.org, Firefox on Linux: answered ${status}: the browser's subscription has ended, it is removed`,
  });
  expect((await db.prisma.webPushBrowser.findMany()).map((row) => row.id)).toEqual([stays.id]);
  expect(stays.received).toHaveLength(1);
  expect(await testChannel(ctx, { id })).toMatchObject({ isSuccess: true, deliveries: [{ state: "sent" }] });
  expect(await showChannel(ctx, { id })).toMatchObject({ health: "ok", failures: 0 });
  expect(await db.prisma.eventLog.count({ where: { type: "notification:browsers-changed" } })).toBe(before + 1);
});

test("a push service that fails is tried again with the same message, and its channel says so meanwhile", async () => {
  const browser = await subscribed();
  answers.set(browser.endpoint, 500);
  const { id } = await make();
  await enqueue(id);
  await deliver(ctx);
  expect(await showChannel(ctx, { id })).toMatchObject({ health: "failing", failures: 1, lastError: "answered 500", waiting: 1 });
  answers.clear();
  await deliver(later(10));
  expect(browser.received).toHaveLength(1);
  expect(await log(id)).toMatchObject([{ state: "sent", attempts: 2 }]);
  expect(await showChannel(ctx, { id })).toMatchObject({ health: "ok", failures: 0, waiting: 0 });
});

test("a push service that hangs does not delay the browsers of another", async () => {
  const hanging = createServer(() => {});
  await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(hanging.address());
  const keys = service.newBrowser();
  await subscribed("slow@example.org", { ...service, newBrowser: () => ({ ...keys, endpoint: `http://127.0.0.1:${port}/push` }) });
  const quick = await subscribed();
  const { id } = await make();
  await enqueue(id);
  const sending = deliver(ctx, { timeoutMs: 300 });
  await service.until(1);
  expect(quick.received).toHaveLength(1);
  expect(await sending).toEqual({ sent: 1, failed: 1 });
  const services = await db.pool.query(
    "select config ->> 'origin' as origin, failures from notification_target where kind = 'push_service' order by failures",
  );
  expect(services.rows).toEqual([
    { origin: service.url, failures: 0 },
    { origin: `http://127.0.0.1:${port}`, failures: 1 },
  ]);
  hanging.closeAllConnections();
  await new Promise((resolve) => hanging.close(resolve));
});

test.each([
  ["was disabled", "update app_user set disabled_at = now()"],
  ["may no longer read alerts", "update app_user set role = 'user'"],
  ["was signed out everywhere", "update app_user set token_version = token_version + 1"],
])("an account that %s meanwhile is told nothing, not even what was written before", async (_name, change) => {
  const browser = await subscribed();
  const { id } = await make();
  await enqueue(id);
  await db.pool.query(change);
  expect(await deliver(ctx)).toEqual({ sent: 0, failed: 1 });
  await enqueue(id);
  await deliver(ctx);
  expect(browser.received).toEqual([]);
  expect((await log(id)).map(({ lastError }) => lastError)).toEqual([
    expect.stringContaining("No browser is subscribed"),
    expect.stringContaining("may no longer be told"),
  ]);
});

test("the last browser of a failing push service takes its failure along", async () => {
  const browser = await subscribed();
  answers.set(browser.endpoint, 503);
  const { id } = await make();
  await testChannel(ctx, { id });
  expect((await showChannel(ctx, { id })).health).toBe("failing");
  const actor = { ...(await testUser(db, { role: "admin" })).actor, userId: browser.userId };
  await unsubscribeBrowser(testContext(db, { actor }), { id: browser.id });
  expect((await db.pool.query("select failures, failing_since from notification_target where kind = 'push_service'")).rows).toEqual([
    { failures: 0, failing_since: null },
  ]);
});

test("where it leads is looked at again at the moment of sending", async () => {
  const browser = await subscribed();
  const { id } = await make();
  testEnvironment({ ...inside, FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "" });
  expect(await testChannel(ctx, { id })).toMatchObject({
    isSuccess: false,
    error: expect.stringContaining("is not a public address (loopback)"),
  });
  expect(browser.received).toEqual([]);
});
