import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { transaction } from "#lib/core/transaction";
import { createChannel } from "./create-channel.ts";
import { deleteChannel } from "./delete-channel.ts";
import { deliver } from "./deliver.ts";
import { enqueueNotices } from "./enqueue-notices.ts";
import { listChannelDeliveries } from "./list-channel-deliveries.ts";
import { listChannels } from "./list-channels.ts";
import type { CreateChannelInput } from "./schema.ts";
import { showChannel } from "./show-channel.ts";
import { testChannel } from "./test-channel.ts";
import { testEnvironment } from "./testing/environment.ts";
import { type Receiver, startReceiver } from "./testing/receiver.ts";
import { updateChannel } from "./update-channel.ts";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]) });
const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
const inside = { FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8" };
let receiver: Receiver;

beforeEach(async () => {
  testEnvironment(inside);
  await db.prisma.$executeRaw(sql`truncate notification_target, notification_channel, alert_route cascade`);
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const settings = (url: string): Record<string, CreateChannelInput> => ({
  webhook: { name: "Hook", kind: "webhook", config: { url } },
  slack: { name: "Slack", kind: "slack", secrets: { url } },
  discord: { name: "Discord", kind: "discord", secrets: { url } },
  telegram: {
    name: "Telegram",
    kind: "telegram",
    config: { chatId: "-100123", apiUrl: url },
    secrets: { botToken: "123456:abcdefghijklmnop" },
  },
  ntfy: { name: "ntfy", kind: "ntfy", config: { serverUrl: url, topic: "fleet" }, secrets: { token: "tk_hidden" } },
});

describe.each(["webhook", "slack", "discord", "telegram", "ntfy"])("a channel of %s", (kind) => {
  const made = () => createChannel(ctx, settings(receiver.url)[kind] as CreateChannelInput);

  test("a test arrives, its real outcome is answered, it stands in the log, and the channel is well", async () => {
    const { id } = await made();
    expect(await testChannel(ctx, { id })).toMatchObject({
      isSuccess: true,
      error: null,
      deliveries: [{ state: "sent", topic: "channel.test" }],
    });
    expect(receiver.received[0]?.body).toContain("key test asked for this test");
    expect((await listChannelDeliveries(reader, { id })).items).toMatchObject([{ state: "sent", attempts: 1 }]);
    expect(await showChannel(reader, { id })).toMatchObject({ kind, health: "ok", failures: 0 });
  });

  test("no secret is shown again, stored in the clear or audited", async () => {
    const { id, secret } = await made();
    expect(secret === undefined).toBe(kind !== "webhook");
    await testChannel(ctx, { id });
    const stored = await db.pool.query(
      "select to_jsonb(t) as row from notification_target t union all select diff from audit_log where subject_id = $1 union all select payload from delivery",
      [id],
    );
    const shown = JSON.stringify([await listChannels(reader, {}), await listChannelDeliveries(reader, { id }), stored.rows]);
    for (const hidden of ["123456:abcdefghijklmnop", "tk_hidden", secret ?? "whsec_"]) expect(shown).not.toContain(hidden);
    if (kind === "slack" || kind === "discord") expect(shown).not.toContain("/hooks");
  });

  test("an address inside is refused with the reason, naming the field", async () => {
    testEnvironment({});
    await expect(made()).rejects.toMatchObject({
      code: "validation_failed",
      message: expect.stringMatching(/^(config|secrets)\.(url|apiUrl|serverUrl): 127\.0\.0\.1 is not a public address \(loopback\)/),
    });
  });
});

test("what hangs is said to have timed out, and a refusal with its status", async () => {
  const hanging = await startReceiver(() => undefined);
  const { id } = await createChannel(ctx, { name: "Hanging", kind: "slack", secrets: { url: hanging.url } });
  const tested = testChannel(ctx, { id });
  await hanging.until(1);
  expect(await tested).toMatchObject({ isSuccess: false, error: "timed out after 10 s" });
  await hanging.close();
  const refusing = await startReceiver(() => 403);
  await updateChannel(ctx, { id, secrets: { url: refusing.url } });
  expect(await testChannel(ctx, { id })).toMatchObject({ isSuccess: false, error: "answered 403" });
  await refusing.close();
  expect(await showChannel(reader, { id })).toMatchObject({ health: "failing", lastError: "answered 403" });
}, 30_000);

test("a signed body is verified by the standard's own library; the sealed link is in it and nowhere else", async () => {
  const { id, secret } = await createChannel(ctx, settings(receiver.url).webhook as CreateChannelInput);
  const item = { id: crypto.randomUUID(), severity: "critical" as const, title: "Node 7", message: "offline", at: ctx.now };
  const notice = {
    id: crypto.randomUUID(),
    headline: "1 alert",
    severity: "critical" as const,
    sections: [{ heading: "New", items: [item] }],
    acknowledgeUrl: "https://fleet.example/acknowledge#token",
  };
  await transaction(db, (tx) => enqueueNotices(tx, ctx.now, [{ channelId: id, notice, topic: "alert.notice" }]));
  expect(JSON.stringify((await db.pool.query("select payload from delivery")).rows)).not.toContain("#token");
  // A signature is good for five minutes of the verifier's own clock.
  await deliver(testContext(db, { now: new Date() }));
  const [got] = receiver.received;
  const body = new Webhook(secret ?? "").verify(got?.body ?? "", got?.headers as Record<string, string>);
  expect(body).toMatchObject({
    type: "alert.notice",
    data: { alerts: [{ title: "Node 7" }], acknowledgeUrl: "https://fleet.example/acknowledge#token" },
  });
});

test("a change keeps what is left out; new settings begin with a clean record; names are unique", async () => {
  const { id } = await createChannel(ctx, { name: "Chat", kind: "slack", secrets: { url: receiver.url } });
  expect(await updateChannel(ctx, { id, name: "Night chat", isEnabled: false })).toMatchObject({ name: "Night chat", health: "disabled" });
  expect(await testChannel(ctx, { id })).toMatchObject({ isSuccess: true });
  await expect(createChannel(ctx, { name: "night CHAT", kind: "slack", secrets: { url: receiver.url } })).rejects.toMatchObject({
    code: "conflict",
    message: 'There is a channel "night CHAT" already',
  });
  const [entry] = await db.prisma.auditLog.findMany({ where: { action: "channel.update" } });
  expect(entry?.diff).toMatchObject({ name: ["Chat", "Night chat"], isEnabled: [true, false] });
});

describe("a secret goes only where it was entered for", () => {
  const made = (kind: string) => createChannel(ctx, settings(receiver.url)[kind] as CreateChannelInput);
  const elsewhere = "http://127.0.0.1:9";

  test.each([
    ["telegram", "config.apiUrl", { chatId: "1", apiUrl: elsewhere }, { botToken: "654321:ponmlkjihgfedcba" }],
    ["ntfy", "config.serverUrl", { topic: "fleet", serverUrl: elsewhere }, {}],
  ])("%s: to another server it is entered again", async (kind, path, config, secrets) => {
    const { id } = await made(kind);
    const before = await showChannel(reader, { id });
    await expect(updateChannel(ctx, { id, config })).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path, code: "other_server", detail: expect.stringContaining("enter the secret again") }],
    });
    expect(await showChannel(reader, { id })).toEqual(before);
    await testChannel(ctx, { id });
    expect(receiver.received).toHaveLength(1);
    expect((await updateChannel(ctx, { id, config, secrets })).config).toMatchObject(config);
  });

  test("the same server by another path keeps it", async () => {
    const { id } = await made("telegram");
    await updateChannel(ctx, { id, config: { chatId: "2", apiUrl: `${receiver.url}/bots` } });
    expect(await testChannel(ctx, { id })).toMatchObject({ isSuccess: true });
    expect(receiver.received[0]?.body).toContain('"chat_id":"2"');
  });

  test("where none is kept, or it only signs, another address is a change like any other", async () => {
    const ntfy = await createChannel(ctx, { name: "Open", kind: "ntfy", config: { serverUrl: receiver.url, topic: "fleet" } });
    await updateChannel(ctx, { id: ntfy.id, config: { serverUrl: elsewhere, topic: "fleet" } });
    const hook = await made("webhook");
    expect((await updateChannel(ctx, { id: hook.id, config: { url: elsewhere } })).config).toEqual({ url: elsewhere });
  });
});

test("a channel that routes send to is not deleted; another goes with what waits for it", async () => {
  const { id } = await createChannel(ctx, { name: "Chat", kind: "slack", secrets: { url: receiver.url } });
  await db.pool.query(
    `insert into alert_route (position, name, channel_ids, created_at, updated_at) values (0, 'Everything', array['${id}']::uuid[], now(), now())`,
  );
  await expect(deleteChannel(ctx, { id })).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining('"Everything"') });
  await db.pool.query("truncate alert_route cascade");
  await testChannel(ctx, { id });
  await deleteChannel(ctx, { id });
  expect((await db.pool.query("select from delivery")).rowCount).toBe(0);
  await expect(showChannel(reader, { id })).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  [{ name: "x", kind: "email", config: { recipients: ["ada"] } }, "config.recipients.0"],
  [{ name: "x", kind: "email", config: {} }, "config.recipients"],
  [{ name: "x", kind: "telegram", config: { chatId: "me" }, secrets: { botToken: "123456:abcdefghijklmnop" } }, "config.chatId"],
  [{ name: "x", kind: "ntfy", config: { topic: "a b" } }, "config.topic"],
  [{ name: "x", kind: "slack", secrets: { url: "https://hooks.example", token: "y" } }, "secrets.token"],
  [{ name: "x", kind: "slack", secrets: { url: "ftp://x" } }, "secrets.url"],
] as const)("%j names %s", async (input, path) => {
  await expect(createChannel(ctx, input as unknown as CreateChannelInput)).rejects.toMatchObject({
    code: "validation_failed",
    errors: [expect.objectContaining({ path })],
  });
});

test("who may only read neither makes nor tests one", async () => {
  await expect(createChannel(reader, settings(receiver.url).slack as CreateChannelInput)).rejects.toMatchObject({ code: "forbidden" });
  await expect(testChannel(reader, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "forbidden" });
  await expect(testChannel(ctx, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});
