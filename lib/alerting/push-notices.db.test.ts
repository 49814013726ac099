import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { createChannel } from "#lib/notifications/create-channel";
import { deliver } from "#lib/notifications/deliver";
import { showWebPush } from "#lib/notifications/show-web-push";
import { subscribeBrowser } from "#lib/notifications/subscribe-browser";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { type PushService, startPushService, type TestBrowser } from "#lib/notifications/testing/push-service";
import { acknowledgeByLink } from "./acknowledge-by-link.ts";
import { createAlert } from "./create-alert.ts";
import { ensureDefaultRoute } from "./ensure-default-route.ts";
import { listRoutes } from "./list-routes.ts";
import { resolveAlert } from "./resolve-alert.ts";
import { sendNotices } from "./send-notices.ts";
import { showAlert } from "./show-alert.ts";
import { updateRoute } from "./update-route.ts";

const db = testDatabase();
const ctx = (seconds = 0) => testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]), now: fromNoon({ seconds }) });
const Shown = z.object({ title: z.string(), tag: z.string(), path: z.string(), acknowledgeUrl: z.url().optional() });
let service: PushService;
let browser: TestBrowser;

beforeAll(async () => {
  testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8", PUBLIC_URL: "https://fleet.example" });
  service = await startPushService();
  browser = service.newBrowser();
  const as = testContext(db, { actor: (await testUser(db, { role: "admin" })).actor });
  const { publicKey } = await showWebPush(as, {});
  const { p256dh, auth } = browser.keys;
  await subscribeBrowser(as, { endpoint: browser.endpoint, p256dh, auth, publicKey, label: "Chrome on Android" });
  const { id } = await createChannel(ctx(), { name: "Phones", kind: "web_push" });
  await transaction(db, (tx) => ensureDefaultRoute(tx, ctx().now));
  const [root] = (await listRoutes(ctx(), {})).items;
  await updateRoute(ctx(), { id: root?.id ?? "", channelIds: [id] });
});
afterAll(() => service.close());

/** Lives on until that second, and answers what the browser was shown since the last time. */
async function shownUntil(seconds: number) {
  const before = browser.received.length;
  await sendNotices(testContext(db, { now: fromNoon({ seconds }) }));
  await deliver(testContext(db, { now: fromNoon({ seconds }) }));
  return browser.received.slice(before).map(({ text }) => Shown.parse(JSON.parse(text)));
}

test("an alert of a route comes to the browser, leads to itself, is acknowledged from there, and its end replaces it", async () => {
  const { id } = await createAlert(ctx(0), { severity: "critical", source: "external", title: "Disk full" });
  expect(await shownUntil(5)).toEqual([]);
  const [fired] = await shownUntil(30);
  expect(fired).toMatchObject({ title: "CRITICAL: Disk full", tag: `alert:${id}`, path: `/admin/alerts?alert=${id}` });
  const token = new URL(fired?.acknowledgeUrl ?? "").hash.slice(1);
  await acknowledgeByLink(testContext(db, { now: fromNoon({ seconds: 60 }) }), { token });
  expect(await showAlert(ctx(61), { id })).toMatchObject({ acknowledgement: { by: "link (Phones)" } });
  await resolveAlert(ctx(400), { id });
  expect(await shownUntil(401)).toEqual([{ title: "Resolved: Disk full", tag: `alert:${id}`, path: `/admin/alerts?alert=${id}` }]);
  expect(await shownUntil(20_000)).toEqual([]);
});
