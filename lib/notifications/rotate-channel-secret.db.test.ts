import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { createChannel } from "./create-channel.ts";
import { rotateChannelSecret } from "./rotate-channel-secret.ts";
import { showChannel } from "./show-channel.ts";
import { testChannel } from "./test-channel.ts";
import { testEnvironment } from "./testing/environment.ts";
import { type Receiver, startReceiver } from "./testing/receiver.ts";

const db = testDatabase();
const actor = keyActor(["monitoring:read", "monitoring:write"]);
/** A signature is good for five minutes of the verifier's own clock. */
const at = (offsetS = 0) => testContext(db, { actor, now: new Date(Date.now() + offsetS * 1_000) });
let receiver: Receiver;

beforeAll(async () => {
  testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8" });
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate notification_target, notification_channel, audit_log, event_log cascade`);
});

async function made(): Promise<{ id: string; secret: string }> {
  const { id, secret = "" } = await createChannel(at(), { name: "Hook", kind: "webhook", config: { url: receiver.url } });
  return { id, secret };
}

/** Which of the secrets a message that is sent now can be verified with. */
async function verifiedBy(id: string, secrets: string[], offsetS = 0): Promise<boolean[]> {
  await testChannel(at(offsetS), { id });
  const got = receiver.received.at(-1);
  return secrets.map((secret) => {
    try {
      new Verifier(secret).verify(got?.body ?? "", got?.headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  });
}

test("messages carry both signatures for the overlap, then the new one alone; what the new one is stands in the answer only", async () => {
  const { id, secret: former } = await made();
  const { secret, previousSecretUntil, kind } = await rotateChannelSecret(at(-240), { id, overlapSeconds: 300 });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect(Date.parse(previousSecretUntil ?? "") - Date.now()).toBeLessThanOrEqual(60_000);
  expect(kind).toBe("webhook");
  expect(await verifiedBy(id, [former, secret])).toEqual([true, true]);
  expect(await verifiedBy(id, [former, secret], 120)).toEqual([false, true]);
  expect(await showChannel(at(), { id })).toMatchObject({ previousSecretUntil });
  const [entry, ...others] = await db.prisma.auditLog.findMany({ where: { action: "channel.rotate-secret" } });
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ subjectKind: "channel", subjectId: id, diff: { previousValidUntil: [null, previousSecretUntil] } });
  const stored = await db.pool.query("select to_jsonb(t) from notification_target t union all select to_jsonb(a) from audit_log a");
  expect(JSON.stringify(stored.rows)).not.toContain("whsec_");
  expect(await db.prisma.eventLog.count({ where: { type: "notification:channel-changed" } })).toBe(2);
});

test("without an overlap the former secret ends at once", async () => {
  const { id, secret: former } = await made();
  const { secret, previousSecretUntil } = await rotateChannelSecret(at(), { id, overlapSeconds: 0 });
  expect(previousSecretUntil).toBeNull();
  expect(await verifiedBy(id, [former, secret])).toEqual([false, true]);
});

test("two at the same moment: the one that came last holds, the other is its former one", async () => {
  const { id } = await made();
  const both = await Promise.all([1, 2].map(() => rotateChannelSecret(at(), { id })));
  expect(
    await verifiedBy(
      id,
      both.map(({ secret }) => secret),
    ),
  ).toEqual([true, true]);
  expect(await db.prisma.auditLog.count({ where: { action: "channel.rotate-secret" } })).toBe(2);
});

test("a secret that is made elsewhere cannot be made here; who may only read may not, and what is not there is not found", async () => {
  const { id } = await createChannel(at(), { name: "Chat", kind: "slack", secrets: { url: receiver.url } });
  await expect(rotateChannelSecret(at(), { id })).rejects.toMatchObject({ code: "wrong_state", message: expect.stringContaining("Only") });
  const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
  await expect(rotateChannelSecret(reader, { id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(rotateChannelSecret(at(), { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
});
