import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { UserActor } from "#lib/auth/actor";
import { systemContext } from "#lib/auth/context";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { createChannel } from "#lib/notifications/create-channel";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { acknowledgeAlert } from "./acknowledge-alert.ts";
import { createAlert } from "./create-alert.ts";
import { createMaintenanceWindow } from "./create-maintenance-window.ts";
import { createSilence } from "./create-silence.ts";
import { endSilence } from "./end-silence.ts";
import { ensureDefaultRoute } from "./ensure-default-route.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { listRoutes } from "./list-routes.ts";
import { remindSilences } from "./remind-silences.ts";
import { resolveAlert } from "./resolve-alert.ts";
import { sendNotices } from "./send-notices.ts";
import { showAlert } from "./show-alert.ts";
import { killAgainAndAgain } from "./testing/kill-again-and-again.ts";
import { unacknowledgeAlert } from "./unacknowledge-alert.ts";
import { updateRoute } from "./update-route.ts";

const db = testDatabase();
const permissions = ["monitoring:read", "monitoring:write"] as const;
const ctx = (seconds = 0) => testContext(db, { actor: keyActor([...permissions]), now: fromNoon({ seconds }) });
const system = (seconds: number) => testContext(db, { now: fromNoon({ seconds }) });
const evaluate = (seconds: number) => evaluateRules(system(seconds), fromNoon({ seconds }));
const send = (seconds: number) => sendNotices(system(seconds));
const Line = z.object({ line: z.string() });
const hour = 3_600;
const after = "the silence by key test is over: new disks";
const matchers = [{ label: "resource_id", operator: "matches" as const, value: "sd*" }];
const silence = (seconds: number, durationSeconds: number) =>
  createSilence(ctx(seconds), { matchers, durationSeconds, comment: "new disks", confirm: true });
let chat: string;
let root: string;

beforeEach(async () => {
  testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8", SMTP_HOST: "mail.example", ALERT_FROM_EMAIL: "f@example.test" });
  await db.prisma.$executeRaw(
    sql`truncate alert, rule, rule_evaluation, silence, maintenance_window, notification_target, notification_channel, alert_route, notice_group, notice, event_log, app_user cascade`,
  );
  await transaction(db, (tx) => ensureDefaultRoute(tx, ctx().now));
  chat = await channel("Chat");
  root = (await listRoutes(ctx(), {})).items[0]?.id ?? "";
  await updateRoute(ctx(), { id: root, channelIds: [chat] });
});

const channel = async (name: string) => (await createChannel(ctx(), { name, kind: "slack", secrets: { url: "http://127.0.0.1:9/x" } })).id;
const raise = async (seconds: number, resourceId = "sda") => {
  const title = `Disk ${resourceId} is full`;
  return (await createAlert(ctx(seconds), { severity: "critical", source: "storage", title, resourceType: "disk", resourceId })).id;
};
/** Fires at noon, and the channel is told 30 s later. */
const raiseAndTell = async (resourceId = "sda") => {
  const id = await raise(0, resourceId);
  await send(30);
  return id;
};
const lines = async (query: ReturnType<typeof sql>) => (await db.rows(query, Line)).map(({ line }) => line);
const timeline = async (id: string) => (await showAlert(ctx(), { id })).timeline.map(({ kind, detail }) => `${kind} ${detail}`.trim());
const told = async (id: string) => (await timeline(id)).filter((line) => line.startsWith("notified")).map((line) => line.slice(9));
const messages = () => lines(sql`select payload ->> 'text' as line from delivery where topic = 'alert.notice' order by seq`);
const mails = () =>
  lines(sql`select recipient || ': ' || (payload ->> 'subject') as line from delivery where topic like 'silence.%' order by seq`);
const news = () => lines(sql`select payload::text as line from event_log where type = 'alert:silence-ended' order by seq`);
const again = "Chat: told that it fires on after its silence";
const first = "Chat: told that it fires";

describe("what was told before it was silenced", () => {
  test("its time is over: the timeline says so, and the channel hears of it once more, with why it was quiet", async () => {
    const id = await raiseAndTell();
    await silence(60, hour);
    await evaluate(hour + 30);
    await send(hour + 35);
    expect(await told(id)).toEqual([first]);
    await evaluate(hour + 60);
    await evaluate(hour + 90);
    await send(hour + 95);
    await send(hour + 500);
    expect(await told(id)).toEqual([first, again]);
    expect((await timeline(id)).slice(-3)).toEqual([`silence_ended ${after}`, "unmuted", `notified ${again}`]);
    expect((await messages()).at(-1)).toContain(`Still firing; ${after}`);
    expect(await news()).toEqual([expect.stringContaining('"endedBy": null')]);
    // From there on it is repeated as usual.
    await send(hour + 95 + 4 * hour);
    expect(await told(id)).toEqual([first, again, "Chat: reminded"]);
  });

  test("ended by hand it is heard at once; who did it stands there", async () => {
    const id = await raiseAndTell();
    const { id: silenceId } = await silence(60, 8 * hour);
    const bob = testContext(db, { actor: { ...keyActor([...permissions]), label: "key bob" }, now: fromNoon({ seconds: 600 }) });
    await endSilence(bob, { id: silenceId });
    await send(605);
    expect(await timeline(id)).toContain("silence_ended the silence by key test was ended by key bob: new disks");
    expect(await told(id)).toEqual([first, again]);
    await evaluate(630);
    await send(2_000);
    expect(await told(id)).toEqual([first, again]);
    expect(await news()).toHaveLength(1);
  });

  test("a post from outside that comes first lets all of them be heard, not only its own", async () => {
    const [one, other] = [await raise(0, "sda"), await raise(0, "sdb")];
    await send(30);
    await silence(60, hour);
    await raise(hour + 61, "sda");
    for (const id of [one, other]) expect((await timeline(id)).slice(-2)).toEqual([`silence_ended ${after}`, "unmuted"]);
    await evaluate(hour + 90);
    await send(hour + 95);
    expect([await told(one), await told(other)]).toEqual([
      [first, again],
      [first, again],
    ]);
    expect(await messages()).toHaveLength(2);
    expect(await news()).toEqual([expect.stringContaining('"firingCount": 2')]);
  });

  test("each silence that ends is told once; one that takes over from another is none that ends", async () => {
    const id = await raiseAndTell();
    await silence(60, hour);
    await silence(120, 2 * hour);
    await evaluate(hour + 60);
    await send(hour + 65);
    expect(await told(id)).toEqual([first]);
    await evaluate(2 * hour + 120);
    await send(2 * hour + 125);
    await silence(3 * hour, hour);
    await evaluate(4 * hour);
    await send(4 * hour + 5);
    expect(await told(id)).toEqual([first, again, again]);
    expect((await timeline(id)).filter((line) => line.startsWith("silence_ended"))).toHaveLength(2);
  });

  test("muted by something else when it ends: told when that is over too", async () => {
    const id = await raiseAndTell();
    const schedule = { kind: "once" as const, from: fromNoon({ minutes: 30 }).toISOString(), to: fromNoon({ hours: 2 }).toISOString() };
    await silence(60, hour);
    await createMaintenanceWindow(ctx(61), { name: "Reboot", matchers, schedule });
    await evaluate(hour + 60);
    await send(hour + 65);
    expect((await timeline(id)).slice(-2)).toEqual([`silence_ended ${after}`, "muted maintenance: Reboot"]);
    expect(await told(id)).toEqual([first]);
    await evaluate(2 * hour);
    await send(2 * hour + 5);
    expect(await told(id)).toEqual([first, again]);
  });

  test("resolved meanwhile, or in the moment of the end: only the end is told", async () => {
    const id = await raiseAndTell();
    await silence(60, hour);
    await resolveAlert(ctx(hour), { id });
    await evaluate(hour + 60);
    await send(hour + 65);
    expect(await told(id)).toEqual([first, "Chat: told that it is resolved"]);
    expect(await news()).toEqual([expect.stringContaining('"firingCount": 0')]);
  });

  test("acknowledged it is left in peace; taken back, it is told", async () => {
    const id = await raiseAndTell();
    await acknowledgeAlert(ctx(40), { id });
    await silence(60, hour);
    await evaluate(hour + 60);
    await send(hour + 65);
    expect(await told(id)).toEqual([first]);
    await unacknowledgeAlert(ctx(hour + 100), { id });
    await send(hour + 105);
    expect(await told(id)).toEqual([first, again]);
  });

  test("escalation begins again with what people are told again", async () => {
    const boss = await channel("Boss");
    await updateRoute(ctx(), { id: root, escalation: [{ afterMinutes: 10, channelIds: [boss] }] });
    const id = await raiseAndTell();
    await silence(60, hour);
    await evaluate(hour + 60);
    await send(hour + 65);
    await send(hour + 65 + 599);
    expect(await told(id)).toEqual([first, again]);
    await send(hour + 65 + 600);
    await send(hour + 65 + 605);
    expect(await told(id)).toEqual([first, again, "Boss: told that it fires"]);
  });
});

test("what fired while it was silenced is told when that is over, once, and why it comes late", async () => {
  await silence(0, hour);
  const id = await raise(60);
  await send(100);
  await evaluate(hour);
  await send(hour + 5);
  await send(hour + 400);
  expect(await told(id)).toEqual([again]);
  expect((await messages()).at(-1)).toContain(`Still firing; ${after}`);
});

test("what fires again later has nothing to do with a silence of the past", async () => {
  const id = await raiseAndTell();
  await silence(60, hour);
  await evaluate(hour + 60);
  await send(hour + 65);
  await resolveAlert(ctx(hour + 400), { id });
  await send(hour + 405);
  expect(await raise(hour + 500)).toBe(id);
  await send(hour + 535);
  expect(await told(id)).toEqual([first, again, "Chat: told that it is resolved", "Chat: told that it fires again"]);
});

describe("the maker", () => {
  const maker = async (email: string) => (await testUser(db, { email, role: "admin" })).actor;
  const by = (actor: UserActor, seconds: number) => testContext(db, { actor, now: fromNoon({ seconds }) });
  const silenceBy = (actor: UserActor, seconds = 60) =>
    createSilence(by(actor, seconds), { matchers, durationSeconds: hour, comment: "new disks" });

  test("gets a mail ahead and a mail at the end, each once, while something still fires", async () => {
    await raiseAndTell();
    await silenceBy(await maker("ada@example.org"));
    for (const seconds of [hour / 2 + 60, hour / 2 + 120]) await remindSilences(ctx(seconds));
    for (const seconds of [hour + 60, hour + 90]) await evaluate(seconds);
    expect(await mails()).toEqual([
      "ada@example.org: Your silence ends at 20 Nov 2026, 13:01 UTC, and one alert fires still",
      "ada@example.org: Your silence is over, and one alert fires still",
    ]);
  });

  test("is told when another has ended it, and not what they did themselves", async () => {
    await raiseAndTell();
    const ada = await maker("ada@example.org");
    await endSilence(by(ada, 120), { id: (await silenceBy(ada)).id });
    expect(await mails()).toEqual([]);
    await endSilence(ctx(180), { id: (await silenceBy(ada)).id });
    expect(await mails()).toEqual(["ada@example.org: Your silence is over, and one alert fires still"]);
  });

  test("is told nothing of what is over, and nothing without the right to read of alerts", async () => {
    const id = await raiseAndTell();
    await silenceBy(await maker("gone@example.org"), 60);
    await silenceBy(await maker("user@example.org"), 61);
    await db.pool.query("update app_user set disabled_at = now() where email like 'gone%'");
    await db.pool.query("update app_user set role = 'user' where email like 'user%'");
    await evaluate(hour + 60);
    await evaluate(hour + 90);
    expect(await news()).toHaveLength(2);
    await silenceBy(await maker("ada@example.org"), 2 * hour);
    await resolveAlert(ctx(2 * hour + 60), { id });
    await evaluate(3 * hour);
    expect(await mails()).toEqual([]);
  });
});

test("three processes that find the end at once note it once", async () => {
  const id = await raiseAndTell();
  await silence(60, hour);
  await Promise.all([1, 2, 3].map((seconds) => evaluate(hour + 60 + seconds)));
  await Promise.all([1, 2, 3].map(() => send(hour + 70)));
  expect(await told(id)).toEqual([first, again]);
  expect(await news()).toHaveLength(1);
});

test("killed with -9 again and again while silences end: each end is on its timeline once and told once", async () => {
  const now = () => systemContext("test", { db });
  await updateRoute(ctx(), { id: root, groupBy: ["resource_id"], groupWaitS: 0, groupIntervalS: 0 });
  const disks = Array.from({ length: 24 }, (_, index) => `sd${index}`);
  for (const resourceId of disks)
    await createAlert(testContext(db, { actor: keyActor([...permissions]), now: now().now }), {
      severity: "critical",
      source: "storage",
      title: `Disk ${resourceId} is full`,
      resourceType: "disk",
      resourceId,
    });
  await sendNotices(now());
  expect(await messages()).toHaveLength(disks.length);
  // Each ends at another instant of the next seconds.
  await db.pool.query(
    `insert into silence (matchers, from_at, to_at, comment, created_by, created_at)
    select jsonb_build_array(jsonb_build_object('label', 'resource_id', 'operator', 'is', 'value', 'sd' || n)),
      now() - interval '1 minute', date_trunc('milliseconds', now()) + make_interval(secs => 1 + n * 0.15), 'killed', 'test', now() from generate_series(0, $1) n`,
    [disks.length - 1],
  );
  await evaluateRules(now(), now().now);
  expect(await killAgainAndAgain("silence-loop.ts", db.url, [700, 450, 600, 520, 480])).toBe(5);
  await expect.poll(async () => (await db.pool.query("select 1 from silence where to_at > now()")).rowCount, { timeout: 10_000 }).toBe(0);
  await evaluateRules(now(), now().now);
  await sendNotices(now());
  const perAlert = await lines(
    sql`select count(*) filter (where kind = 'silence_ended') || ' ' || count(*) filter (where kind = 'notified' and detail like '%after its silence') as line
    from alert_event group by alert_id`,
  );
  expect(perAlert).toEqual(disks.map(() => "1 1"));
  expect((await messages()).filter((text) => text.includes("the silence by test is over: killed"))).toHaveLength(disks.length);
  expect(await news()).toHaveLength(disks.length);
});
