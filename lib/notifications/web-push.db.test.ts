import { afterEach, beforeEach, expect, test } from "vitest";
import type { UserActor } from "#lib/auth/actor";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { forgetSingleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { showWebPush } from "./show-web-push.ts";
import { subscribeBrowser } from "./subscribe-browser.ts";
import { testEnvironment } from "./testing/environment.ts";
import { type PushService, startPushService, type TestBrowser } from "./testing/push-service.ts";
import { unsubscribeBrowser } from "./unsubscribe-browser.ts";

const db = testDatabase();
const inside = { FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8" };
let service: PushService;
let ada: UserActor;
let bob: UserActor;
const as = (actor: UserActor) => testContext(db, { actor });

beforeEach(async () => {
  testEnvironment(inside);
  await db.prisma.$executeRaw(sql`truncate notification_target, web_push_key, audit_log, event_log cascade`);
  service = await startPushService();
  ada = (await testUser(db, { role: "admin" })).actor;
  bob = (await testUser(db, { role: "admin" })).actor;
});
afterEach(() => service.close());

async function inputOf({ endpoint, keys: { p256dh, auth } }: TestBrowser, label = "Firefox on Linux") {
  const { publicKey } = await showWebPush(as(ada), {});
  return { endpoint, p256dh, auth, publicKey, label };
}
const labelsOf = async (actor: UserActor) => (await showWebPush(as(actor), {})).browsers.map(({ label }) => label);
const stored = async () =>
  JSON.stringify(
    (
      await db.pool.query(
        "select to_jsonb(b) as row from web_push_browser b union all select to_jsonb(k) from web_push_key k union all select to_jsonb(t) from notification_target t union all select to_jsonb(a) from audit_log a union all select to_jsonb(e) from event_log e",
      )
    ).rows,
  );

test("a browser is subscribed once, shown to its owner, told of to their pages, and audited", async () => {
  const browser = service.newBrowser();
  const made = await subscribeBrowser(as(ada), await inputOf(browser));
  expect(made).toMatchObject({ label: "Firefox on Linux", service: new URL(service.url).host });
  expect(await subscribeBrowser(as(ada), await inputOf(browser))).toEqual(made);
  expect(await showWebPush(as(ada), {})).toMatchObject({ channelCount: 0, browsers: [made] });
  const events = await db.prisma.eventLog.findMany({ where: { type: "notification:browsers-changed" } });
  expect(events).toMatchObject([{ rooms: ["permission:monitoring:read"], payload: {} }]);
  const audited = await db.prisma.auditLog.findMany();
  expect(audited).toMatchObject([{ action: "push-browser.subscribe", subjectId: made.id, actorLabel: ada.label }]);
});

test("what reaches a browser, and our private key, are sealed wherever they are kept", async () => {
  const browser = service.newBrowser();
  await subscribeBrowser(as(ada), await inputOf(browser));
  const text = await stored();
  for (const secret of [new URL(browser.endpoint).pathname, browser.keys.p256dh, browser.keys.auth]) expect(text).not.toContain(secret);
  const [key] = await db.prisma.webPushKey.findMany();
  // 32 bytes would be 43 characters; nonce and tag are beside them.
  expect(key?.privateKey.length).toBeGreaterThan(80);
});

test("nobody sees or removes another's; gone is not found", async () => {
  const { id } = await subscribeBrowser(as(ada), await inputOf(service.newBrowser()));
  expect(await labelsOf(bob)).toEqual([]);
  await expect(unsubscribeBrowser(as(bob), { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(unsubscribeBrowser(testContext(db), { id })).rejects.toMatchObject({ code: "not_found" });
  await unsubscribeBrowser(as(ada), { id });
  await expect(unsubscribeBrowser(as(ada), { id })).rejects.toMatchObject({ code: "not_found" });
  expect(await labelsOf(ada)).toEqual([]);
  expect((await db.prisma.auditLog.findMany({ orderBy: { id: "asc" } })).map(({ action }) => action)).toEqual([
    "push-browser.subscribe",
    "push-browser.unsubscribe",
  ]);
});

test("who may not read alerts may not be told of them; a key has no browser", async () => {
  const user = userActor(await testUser(db).then(({ id, uid }) => ({ userId: id, uid })));
  const input = await inputOf(service.newBrowser());
  await expect(subscribeBrowser(as(user), input)).rejects.toMatchObject({ code: "forbidden" });
  await expect(showWebPush(as(user), {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(unsubscribeBrowser(as(user), { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "forbidden" });
  const key = testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]) });
  await expect(subscribeBrowser(key, input)).rejects.toMatchObject({ code: "forbidden" });
  expect(await showWebPush(key, {})).toMatchObject({ publicKey: input.publicKey, browsers: [] });
});

test("a browser at which somebody else signs in is theirs, and no longer the former one's", async () => {
  const browser = service.newBrowser();
  await subscribeBrowser(as(ada), await inputOf(browser));
  await subscribeBrowser(as(bob), await inputOf(browser, "Bob's"));
  expect([await labelsOf(ada), await labelsOf(bob)]).toEqual([[], ["Bob's"]]);
});

test("races: one key however many ask first, one row however often it subscribes, one of two who remove it", async () => {
  const keys = await Promise.all(Array.from({ length: 6 }, () => showWebPush(as(ada), {})));
  expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1);
  const input = await inputOf(service.newBrowser());
  const made = await Promise.all(Array.from({ length: 4 }, () => subscribeBrowser(as(ada), input)));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  const gone = await Promise.allSettled([1, 2].map(() => unsubscribeBrowser(as(ada), { id: made[0]?.id ?? "" })));
  expect(gone.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("twenty browsers each, and a place is free again when one is removed", async () => {
  const inputs = await Promise.all(Array.from({ length: 21 }, (_, place) => inputOf(service.newBrowser(), `Browser ${place}`)));
  const [last, ...others] = inputs;
  const made = await Promise.all(others.map((input) => subscribeBrowser(as(ada), input)));
  const again = () => subscribeBrowser(as(ada), last as (typeof inputs)[number]);
  await expect(again()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("20 of your browsers") });
  await unsubscribeBrowser(as(ada), { id: made[0]?.id ?? "" });
  expect(await again()).toMatchObject({ label: "Browser 0" });
});

test("signing out everywhere ends it; who subscribes again has that one only", async () => {
  await subscribeBrowser(as(ada), await inputOf(service.newBrowser(), "Stolen"));
  await db.pool.query("update app_user set token_version = token_version + 1 where id = $1", [ada.userId]);
  expect(await labelsOf(ada)).toEqual([]);
  await subscribeBrowser(as(ada), await inputOf(service.newBrowser(), "New"));
  expect((await db.prisma.webPushBrowser.findMany()).map(({ label }) => label)).toEqual(["New"]);
});

test.each([
  ["an address inside", { endpoint: "https://10.0.0.1/push/x" }, "endpoint", "refused_target"],
  ["no address", { endpoint: "push.example.org" }, "endpoint", "refused_target"],
  ["a key that is no point", { p256dh: `B${"A".repeat(86)}` }, "p256dh", "invalid_key"],
  ["half a secret", { auth: "AAAA" }, "auth", "invalid_format"],
])("%s is refused, naming the field", async (_name, wrong, path, code) => {
  const input = { ...(await inputOf(service.newBrowser())), ...wrong };
  await expect(subscribeBrowser(as(ada), input)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path, code }] });
});

test("another key than the present one is a conflict that says the present one", async () => {
  const input = await inputOf(service.newBrowser());
  const other = `${input.publicKey.slice(0, -2)}AA`;
  await expect(subscribeBrowser(as(ada), { ...input, publicKey: other })).rejects.toMatchObject({
    code: "conflict",
    state: { publicKey: input.publicKey },
  });
});

test("a key that another AUTH_SECRET sealed is replaced when somebody subscribes, and stays then", async () => {
  const before = await inputOf(service.newBrowser());
  await subscribeBrowser(as(ada), before);
  forgetSingleton("auth-secret");
  testEnvironment({ ...inside, AUTH_SECRET: "another secret of tests with enough characters" });
  expect(await showWebPush(as(ada), {})).toMatchObject({ publicKey: before.publicKey, browsers: [] });
  await expect(subscribeBrowser(as(ada), before)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("subscribe again"),
  });
  const after = await inputOf(service.newBrowser());
  expect(after.publicKey).not.toBe(before.publicKey);
  expect(await subscribeBrowser(as(ada), after)).toMatchObject({ label: "Firefox on Linux" });
  expect((await showWebPush(as(ada), {})).publicKey).toBe(after.publicKey);
  expect(await db.prisma.webPushBrowser.count()).toBe(1);
  forgetSingleton("auth-secret");
});
