import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { createChannel } from "#lib/notifications/create-channel";
import { deliver } from "#lib/notifications/deliver";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { updateChannel } from "#lib/notifications/update-channel";
import { acknowledgeAlert } from "./acknowledge-alert.ts";
import { createAlert } from "./create-alert.ts";
import { createRoute } from "./create-route.ts";
import { createSilence } from "./create-silence.ts";
import { deleteRoute } from "./delete-route.ts";
import { endSilence } from "./end-silence.ts";
import { ensureDefaultRoute } from "./ensure-default-route.ts";
import { lockNotices } from "./internal/lock-notices.ts";
import { listRoutes } from "./list-routes.ts";
import { resolveAlert } from "./resolve-alert.ts";
import { sendNotices } from "./send-notices.ts";
import { showAlert } from "./show-alert.ts";
import { sentMessages } from "./testing/sent-messages.ts";
import { updateRoute } from "./update-route.ts";

const db = testDatabase();
const ctx = (seconds = 0) => testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]), now: fromNoon({ seconds }) });
const send = (seconds: number) => sendNotices(testContext(db, { now: fromNoon({ seconds }) }));

let root: string;
let chat: string;

beforeEach(async () => {
  testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8", PUBLIC_URL: "https://fleet.example" });
  await db.prisma.$executeRaw(
    sql`truncate alert, rule, silence, maintenance_window, notification_target, notification_channel, alert_route, notice_group, notice cascade`,
  );
  await transaction(db, (tx) => ensureDefaultRoute(tx, ctx().now));
  chat = await channel("Chat");
  root = (await listRoutes(ctx(), {})).items[0]?.id ?? "";
  await updateRoute(ctx(), { id: root, channelIds: [chat] });
});

const channel = async (name: string) => (await createChannel(ctx(), { name, kind: "slack", secrets: { url: "http://127.0.0.1:9/x" } })).id;
const raise = async (seconds: number, title: string, severity: "info" | "warning" | "critical" = "critical", labels = {}) =>
  (await createAlert(ctx(seconds), { severity, source: "external", title, labels })).id;
let sent: () => Promise<string[]>;
beforeEach(() => {
  sent = sentMessages(db);
});
const Sent = z.object({ channel: z.string(), text: z.string() });
const timeline = async (id: string) => (await showAlert(ctx(), { id })).timeline.map(({ kind, detail }) => `${kind} ${detail}`);

describe("one alert", () => {
  test("fires, is told after the wait, repeated, acknowledged and left alone, resolved and told once", async () => {
    const id = await raise(0, "Disk full");
    expect(await send(5)).toMatchObject({ heard: 2, groups: 0, notices: 0 });
    await send(29);
    expect(await sent()).toEqual([]);
    await send(30);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Disk full*"]);
    await send(300);
    await send(14_429);
    expect(await sent()).toEqual([]);
    await send(14_430);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Disk full*"]);
    await acknowledgeAlert(ctx(14_500), { id });
    await send(90_000);
    expect(await sent()).toEqual([]);
    await resolveAlert(ctx(90_001), { id });
    await send(90_005);
    await send(190_000);
    expect(await sent()).toEqual(["Chat: *Resolved: Disk full*"]);
    expect((await timeline(id)).filter((line) => line.startsWith("notified"))).toEqual([
      "notified Chat: told that it fires",
      "notified Chat: reminded",
      "notified Chat: told that it is resolved",
    ]);
    const left = await db.pool.query(
      "select (select count(*) from alert_told)::int as told, (select count(*) from notice_group)::int as groups",
    );
    expect(left.rows).toEqual([{ told: 0, groups: 0 }]);
  });

  test("with the alert stands who was told, what came of it, and when, the last one first", async () => {
    const id = await raise(0, "Disk full");
    await raise(0, "Another", "critical", { team: "b" });
    const told = async () =>
      (await showAlert(ctx(), { id })).notifications.map(({ channelName, headline, state, attempts }) => [
        channelName,
        headline,
        state,
        attempts,
      ]);
    expect(await told()).toEqual([]);
    await send(30);
    expect(await told()).toEqual([["Chat", "2 firing (2 critical)", "waiting", 0]]);
    await deliver(ctx(31));
    const [failed] = (await showAlert(ctx(31), { id })).notifications;
    expect(failed).toMatchObject({
      channelId: chat,
      recipient: null,
      createdAt: fromNoon({ seconds: 30 }).toISOString(),
      attempts: 1,
      isBeingSent: false,
      endedAt: null,
      lastError: expect.stringContaining("ECONNREFUSED"),
      lastAttempt: { startedAt: expect.any(String), isSuccess: false, statusCode: null, error: expect.stringContaining("ECONNREFUSED") },
    });
    await resolveAlert(ctx(400), { id });
    await send(405);
    expect(await told()).toEqual([
      ["Chat", "Resolved: Disk full", "waiting", 0],
      ["Chat", "2 firing (2 critical)", "waiting", 1],
    ]);
  });

  test("a short one is told as over; one that comes again is told as such", async () => {
    const id = await raise(0, "Blip");
    await resolveAlert(ctx(10), { id });
    await send(30);
    expect(await sent()).toEqual(["Chat: *Resolved: Blip*"]);
    await raise(100, "Blip");
    await send(130);
    await send(135);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Blip*"]);
    const [told] = await db.rows(sql`select payload ->> 'text' as text, 'x' as channel from delivery order by seq desc limit 1`, Sent);
    expect(told?.text).toContain("Firing again");
    expect(told?.text).toContain("{{secret}}");
  });

  test("muted before it was told: nobody hears of it until it is not; resolved while silenced: the end is told to who knows", async () => {
    const silence = await createSilence(ctx(0), {
      matchers: [{ label: "name", operator: "is", value: "Quiet" }],
      to: fromNoon({ hours: 9 }).toISOString(),
      comment: "test",
      confirm: true,
    });
    const quiet = await raise(0, "Quiet");
    await send(60);
    expect(await sent()).toEqual([]);
    await endSilence(ctx(100), { id: silence.id });
    await send(140);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Quiet*"]);
    await createSilence(ctx(200), {
      matchers: [{ label: "name", operator: "is", value: "Quiet" }],
      to: fromNoon({ hours: 9 }).toISOString(),
      comment: "again",
      confirm: true,
    });
    await resolveAlert(ctx(300), { id: quiet });
    await send(600);
    expect(await sent()).toEqual(["Chat: *Resolved: Quiet*"]);
  });
});

describe("groups", () => {
  test("many at once are one notice that names every critical one; what comes later waits for the interval", async () => {
    for (let index = 0; index < 5; index++) await raise(index, `Node ${index}`, index === 4 ? "info" : "critical");
    await send(40);
    expect(await sent()).toEqual(["Chat: *5 firing (4 critical)*"]);
    await raise(60, "Node 5");
    await send(100);
    expect(await sent()).toEqual([]);
    await send(340);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Node 5*"]);
  });

  test("two processes at once tell once", async () => {
    await raise(0, "Once");
    await Promise.all([send(30), send(30), send(30)]);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Once*"]);
  });

  test("a route of its own, by label and country", async () => {
    const pager = await channel("Pager");
    await createRoute(ctx(), {
      name: "Nodes",
      matchers: [{ label: "country", operator: "is_not", value: "" }],
      channelIds: [pager],
      groupBy: ["country"],
      isContinued: true,
    });
    for (const country of ["DE", "DE", "NL"]) await raise(1, `${country} ${crypto.randomUUID()}`, "critical", { country });
    await raise(1, "Disk");
    await send(40);
    const notices = (await sent()).sort();
    expect(notices.slice(0, 2)).toEqual(["Chat: *CRITICAL: Disk*", "Pager: *2 firing (2 critical): DE*"]);
    expect(notices[2]).toMatch(/^Pager: \*CRITICAL: NL/);
  });
});

describe("routes that change", () => {
  test("a new channel is told of what fires; the former is told the end only", async () => {
    const id = await raise(0, "Moving");
    await send(30);
    const mail = await channel("Other");
    await updateRoute(ctx(40), { id: root, channelIds: [mail] });
    await send(45);
    await send(75);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Moving*", "Other: *CRITICAL: Moving*"]);
    await send(20_000);
    expect(await sent()).toEqual(["Other: *CRITICAL: Moving*"]);
    await resolveAlert(ctx(20_010), { id });
    await send(20_310);
    expect(await sent()).toEqual(["Chat: *Resolved: Moving*", "Other: *Resolved: Moving*"]);
  });

  test("other groups, or a route before it for the same channel: what fires on is still repeated", async () => {
    await raise(0, "Regrouped");
    await send(30);
    await updateRoute(ctx(40), { id: root, groupBy: ["severity"] });
    for (const seconds of [45, 14_429]) await send(seconds);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Regrouped*"]);
    await send(14_430);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Regrouped*"]);
    await createRoute(ctx(14_440), { name: "Before", channelIds: [chat] });
    for (const seconds of [14_445, 28_829]) await send(seconds);
    expect(await sent()).toEqual([]);
    await send(28_830);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Regrouped*"]);
  });

  test("a route that is deleted: who was told is told the end", async () => {
    const pager = await channel("Pager");
    const { id: route } = await createRoute(ctx(), { name: "All", channelIds: [pager] });
    const id = await raise(0, "Orphan");
    await send(30);
    await deleteRoute(ctx(31), { id: route });
    await send(35);
    await send(65);
    await resolveAlert(ctx(400), { id });
    await send(800);
    // The route that takes everything has it now, and tells its own channel.
    expect(await sent()).toEqual([
      "Chat: *CRITICAL: Orphan*",
      "Chat: *Resolved: Orphan*",
      "Pager: *CRITICAL: Orphan*",
      "Pager: *Resolved: Orphan*",
    ]);
  });

  test("a route that is deleted while something is told waits for its turn before it holds a group", async () => {
    const { id: route } = await createRoute(ctx(), { name: "All", channelIds: [await channel("Pager")] });
    await raise(0, "Busy");
    await send(5);
    const { deleting } = await transaction(db, async (tx) => {
      await lockNotices(tx);
      const deleting = deleteRoute(ctx(10), { id: route });
      const waits = sql`select 'x' as channel, l.pid::text as text from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`;
      await expect.poll(() => db.rows(waits, Sent)).toHaveLength(1);
      expect(await tx.execute(sql`update notice_group set due_at = opened_at`)).toBe(1);
      return { deleting };
    });
    await deleting;
  });

  test("a channel that is switched off is told nothing, and not flooded when it is switched on", async () => {
    await updateChannel(ctx(), { id: chat, isEnabled: false });
    const short = await raise(0, "Short");
    await raise(0, "Long");
    await send(60);
    await resolveAlert(ctx(70), { id: short });
    await send(100);
    expect(await sent()).toEqual([]);
    await updateChannel(ctx(200), { id: chat, isEnabled: true });
    await send(200);
    expect(await sent()).toEqual(["Chat: *CRITICAL: Long*"]);
  });
});

test("unacknowledged it goes to further channels, each once; acknowledged it stops", async () => {
  const boss = await channel("Boss");
  const board = await channel("Board");
  const escalation = [
    { afterMinutes: 10, channelIds: [boss] },
    { afterMinutes: 60, channelIds: [board] },
  ];
  await updateRoute(ctx(), { id: root, escalation });
  const id = await raise(0, "Nobody comes");
  await send(30);
  await send(629);
  expect(await sent()).toEqual(["Chat: *CRITICAL: Nobody comes*"]);
  await send(630);
  await send(700);
  expect(await sent()).toEqual(["Boss: *Escalated · CRITICAL: Nobody comes*"]);
  expect(await timeline(id)).toContain("escalated to Boss: nobody has acknowledged");
  await acknowledgeAlert(ctx(800), { id });
  await send(9_000);
  expect(await sent()).toEqual([]);
  await resolveAlert(ctx(9_100), { id });
  await send(9_105);
  expect(await sent()).toEqual(["Boss: *Resolved: Nobody comes*", "Chat: *Resolved: Nobody comes*"]);
});

test("quiet hours hold back what may wait, until they end", async () => {
  const quietHours = { timeZone: "UTC", days: [5], from: "11:00", to: "13:00", severities: ["warning" as const] };
  await updateRoute(ctx(), { id: root, quietHours });
  const pager = await channel("Pager");
  await createRoute(ctx(), {
    name: "Pager",
    channelIds: [pager],
    isContinued: true,
    quietHours: { ...quietHours, severities: [] },
    matchers: [{ label: "name", operator: "is", value: "Awake" }],
  });
  await raise(0, "Awake", "warning");
  await raise(0, "Later", "warning");
  await raise(0, "Now");
  await send(30);
  expect(await sent()).toEqual(["Chat: *CRITICAL: Now*", "Pager: *WARNING: Awake*"]);
  await send(3_599);
  await send(3_600);
  expect(await sent()).toEqual(["Chat: *WARNING: Later*"]);
});

test("a delivery that is given up stands on the timeline of each of its alerts, once", async () => {
  const id = await raise(0, "Unheard");
  await send(30);
  await db.pool.query("update delivery set state = 'dead', ended_at = now(), last_error = 'timed out after 10 s'");
  expect(await send(60)).toMatchObject({ failed: 1 });
  expect(await send(65)).toMatchObject({ failed: 0 });
  expect(await timeline(id)).toContain("notification_failed Chat: given up: timed out after 10 s");
});
