import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { createWebhook } from "#lib/notifications/create-webhook";
import { deliver } from "#lib/notifications/deliver";
import { enqueueMails } from "#lib/notifications/enqueue-mails";
import { getDelivery } from "#lib/notifications/get-delivery";
import { getMailState } from "#lib/notifications/get-mail-state";
import { listMail } from "#lib/notifications/list-mail";
import { mailPasswordLink } from "#lib/notifications/mail-password-link";
import { mailText } from "#lib/notifications/mail-text";
import { sendTestMail } from "#lib/notifications/send-test-mail";
import { testWebhook } from "#lib/notifications/test-webhook";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { startReceiver } from "#lib/notifications/testing/receiver";

const db = testDatabase();
const ctx = testContext(db);

interface Taken {
  from: string;
  to: string[];
  source: string;
}
const taken: Taken[] = [];
/** What the server says to the next mail; null takes it. */
let refusal: { responseCode: number; message: string } | null = null;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onAuth: (auth, _session, done) => (auth.password === "hush" ? done(null, { user: auth.username }) : done(new Error("wrong password"))),
  onRcptTo: (_address, _session, done) => done(refusal ? Object.assign(new Error(refusal.message), refusal) : null),
  onData: (stream, session, done) => {
    let source = "";
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      source += chunk;
    });
    stream.on("end", () => {
      const { mailFrom, rcptTo } = session.envelope;
      taken.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), source });
      done(null);
    });
  },
});
server.on("error", () => {});

const configure = (change: Record<string, string> = {}) => {
  const address = server.server.address();
  const port = typeof address === "object" && address ? String(address.port) : "";
  testEnvironment({ SMTP_HOST: "127.0.0.1", SMTP_PORT: port, ALERT_FROM_EMAIL: "fleet@example.test", ...change });
};

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
beforeEach(async () => {
  await db.pool.query("delete from notification_target");
  taken.length = 0;
  refusal = null;
  configure();
});

const letter = mailText({ subject: "Grüße", paragraphs: ["80 % is used"] });
const write = (to = "ada@example.test") =>
  transaction(db, (tx) => enqueueMails(tx, ctx.now, [{ ...letter, to, topic: "package.warning" }]));

test("a mail leaves once, as text and HTML, with a stable Message-ID", async () => {
  const [id] = await write();
  expect(await deliver(ctx)).toEqual({ sent: 1, failed: 0 });
  expect(await deliver(ctx)).toEqual({ sent: 0, failed: 0 });
  expect(taken).toHaveLength(1);
  expect(taken[0]).toMatchObject({ from: "fleet@example.test", to: ["ada@example.test"] });
  const { items } = await listMail(ctx, {});
  expect(items).toMatchObject([{ id, recipient: "ada@example.test", subject: "Grüße", state: "sent" }]);
  expect(taken[0]?.source).toContain(`Message-ID: <${items[0]?.messageId}@example.test>`);
  expect(taken[0]?.source).toContain("Content-Type: text/plain");
  expect(taken[0]?.source).toContain("Content-Type: text/html");
  expect(await getMailState(ctx, {})).toMatchObject({ isConfigured: true, host: "127.0.0.1", from: "fleet@example.test", health: "ok" });
});

test("with a user it signs in; a wrong password fails in words and is tried again", async () => {
  configure({ SMTP_USER: "fleet", SMTP_PASS: "wrong" });
  await write();
  expect(await deliver(ctx)).toEqual({ sent: 0, failed: 1 });
  expect((await listMail(ctx, {})).items[0]).toMatchObject({ state: "waiting", lastError: expect.stringContaining("535") });
  configure({ SMTP_USER: "fleet", SMTP_PASS: "hush" });
  expect(await deliver(testContext(db, { now: fromNoon({ minutes: 1 }) }))).toEqual({ sent: 1, failed: 0 });
});

test("an address that does not exist is given up at once, a busy server is tried again", async () => {
  refusal = { responseCode: 550, message: "no such user" };
  await write("nobody@example.test");
  await deliver(ctx);
  expect((await listMail(ctx, { state: "dead" })).items).toMatchObject([
    { attempts: 1, lastError: expect.stringContaining("no such user") },
  ]);
  refusal = { responseCode: 451, message: "come back later" };
  await write();
  await deliver(testContext(db, { now: fromNoon({ minutes: 1 }) }));
  expect((await listMail(ctx, { state: "waiting" })).items).toMatchObject([{ attempts: 1, recipient: "ada@example.test" }]);
});

test("without configuration nothing is written, and a test says what to set", async () => {
  testEnvironment({});
  expect(await write()).toEqual([]);
  expect((await listMail(ctx, {})).items).toEqual([]);
  expect(await getMailState(ctx, {})).toMatchObject({ isConfigured: false, host: null, health: "unknown" });
  await expect(sendTestMail(ctx, { to: "ada@example.test" })).rejects.toMatchObject({
    code: "unprocessable",
    message: expect.stringContaining("SMTP_HOST"),
  });
});

test("a test is sent at once and answers what the server said", async () => {
  expect(await sendTestMail(ctx, { to: "ada@example.test" })).toMatchObject({
    state: "sent",
    topic: "mail.test",
    recipient: "ada@example.test",
  });
  expect(taken).toHaveLength(1);
  refusal = { responseCode: 550, message: "no such user" };
  expect(await sendTestMail(ctx, { to: "nobody@example.test" })).toMatchObject({
    state: "dead",
    log: [{ isSuccess: false, statusCode: 550 }],
  });
});

test("a password link is in the mail and nowhere else", async () => {
  configure({ PUBLIC_URL: "https://fleet.example" });
  const user = await testUser(db);
  const { to, deliveryId } = await mailPasswordLink(ctx, { id: user.id });
  expect(to).toBe(user.email);
  const [stored] = await db.prisma.delivery.findMany({ where: { id: deliveryId } });
  expect(JSON.stringify(stored?.payload)).not.toContain("/password#");
  expect(JSON.stringify(await getDelivery(ctx, { id: deliveryId }))).not.toContain("sealed");
  await deliver(ctx);
  expect(taken[0]?.source).toMatch(/https:\/\/fleet\.example\/password#/);
  expect(taken[0]?.source).not.toContain("{{secret}}");
  await expect(mailPasswordLink(ctx, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  await expect(mailPasswordLink(testContext(db, { actor: keyActor(["users:read"]) }), { id: user.id })).rejects.toMatchObject({
    code: "forbidden",
  });
  configure();
  await expect(mailPasswordLink(ctx, { id: user.id })).rejects.toMatchObject({
    code: "unprocessable",
    message: expect.stringContaining("PUBLIC_URL"),
  });
});

test("a mail server that was away for days is never paused; a webhook that is paused is mailed to the operators", async () => {
  await write();
  refusal = { responseCode: 451, message: "come back later" };
  await deliver(ctx);
  await deliver(testContext(db, { now: fromNoon({ days: 4 }) }));
  expect(await getMailState(ctx, {})).toMatchObject({ health: "failing", failures: 2 });
  refusal = null;
  configure({ ALERT_EMAILS: "ops@example.test", FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1", PUBLIC_URL: "https://fleet.example" });
  const gone = await startReceiver(() => 410);
  const { id } = await createWebhook(ctx, { url: gone.url, eventTypes: ["package.warning"] });
  await testWebhook(ctx, { id });
  await testWebhook(ctx, { id });
  await deliver(testContext(db, { now: fromNoon({ days: 5 }) }));
  expect(taken.map(({ to }) => to)).toEqual(expect.arrayContaining([["ada@example.test"], ["ops@example.test"]]));
  expect(taken).toHaveLength(2);
  await gone.close();
});
