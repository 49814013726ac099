import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { addServer } from "#lib/fleet/testing/fleet";
import { createChannel } from "#lib/notifications/create-channel";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { acknowledgeAlert } from "./acknowledge-alert.ts";
import { createAlert } from "./create-alert.ts";
import { createRoute } from "./create-route.ts";
import { ensureDefaultRoute } from "./ensure-default-route.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { listRoutes } from "./list-routes.ts";
import { resolveAlert } from "./resolve-alert.ts";
import type { Severity } from "./schema.ts";
import { sendNotices } from "./send-notices.ts";
import { showAlert } from "./show-alert.ts";
import { addRule } from "./testing/rules.ts";
import { sentMessages } from "./testing/sent-messages.ts";
import { updateRoute } from "./update-route.ts";
import { updateRule } from "./update-rule.ts";

const db = testDatabase();
const ctx = (seconds = 0) => testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]), now: fromNoon({ seconds }) });
const send = (seconds: number) => sendNotices(testContext(db, { now: fromNoon({ seconds }) }));
const evaluateAt = (seconds: number) => evaluateRules(testContext(db, { now: fromNoon({ seconds }) }), fromNoon({ seconds }));
const channel = async (name: string) => (await createChannel(ctx(), { name, kind: "slack", secrets: { url: "http://127.0.0.1:9/x" } })).id;
const raise = async (seconds: number, severity: Severity) =>
  (await createAlert(ctx(seconds), { severity, source: "storage", title: "Disk", dedupKey: "disk" })).id;
const Published = z.object({ type: z.string(), severity: z.string() });
let chat: string;

beforeEach(async () => {
  testEnvironment({ FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8" });
  await db.prisma.$executeRaw(
    sql`truncate alert, rule, rule_evaluation, node_server, notification_target, notification_channel, alert_route, notice_group, notice, event_log cascade`,
  );
  await transaction(db, (tx) => ensureDefaultRoute(tx, ctx().now));
  chat = await channel("Chat");
  await updateRoute(ctx(), { id: (await listRoutes(ctx(), {})).items[0]?.id ?? "", channelIds: [chat] });
});

/** Critical alerts have a route of their own. */
const critical = (channelIds: string[]) =>
  createRoute(ctx(), { name: "Critical", matchers: [{ label: "severity", operator: "is", value: "critical" }], channelIds });

let sent: () => Promise<string[]>;
beforeEach(() => {
  sent = sentMessages(db);
});
const severitySteps = async (id: string) =>
  (await showAlert(ctx(), { id })).timeline.filter(({ kind }) => kind === "severity_changed").map(({ detail }) => detail);

test("raised, its new route is asked, who knew it hears of the raise once, and both of its end", async () => {
  await critical([await channel("Pager")]);
  const id = await raise(0, "warning");
  await send(30);
  expect(await sent()).toEqual(["Chat: *WARNING: Disk*"]);
  expect(await raise(60, "critical")).toBe(id);
  for (const seconds of [65, 95, 340, 345, 700]) await send(seconds);
  expect(await sent()).toEqual(["Chat: *CRITICAL: Disk*", "Pager: *CRITICAL: Disk*"]);
  expect(await severitySteps(id)).toEqual(["from warning to critical"]);
  await send(15_000);
  expect(await sent()).toEqual(["Pager: *CRITICAL: Disk*"]);
  await resolveAlert(ctx(15_100), { id });
  await send(15_500);
  expect(await sent()).toEqual(["Chat: *Resolved: Disk*", "Pager: *Resolved: Disk*"]);
});

test("a channel of both routes hears of it once, also when somebody has taken it in hand", async () => {
  await critical([chat]);
  const id = await raise(0, "warning");
  await send(30);
  await acknowledgeAlert(ctx(40), { id });
  await raise(60, "critical");
  for (const seconds of [65, 95, 340, 700, 20_000]) await send(seconds);
  expect(await sent()).toEqual(["Chat: *WARNING: Disk*", "Chat: *CRITICAL: Disk*"]);
});

test("down and up again is no news to who knows the worst; a route for the milder one is asked", async () => {
  const quiet = await channel("Quiet");
  await createRoute(ctx(), { name: "Mild", matchers: [{ label: "severity", operator: "is", value: "info" }], channelIds: [quiet] });
  const id = await raise(0, "critical");
  await send(30);
  await raise(60, "info");
  for (const seconds of [65, 95, 400]) await send(seconds);
  await raise(500, "critical");
  for (const seconds of [505, 900]) await send(seconds);
  expect(await sent()).toEqual(["Chat: *CRITICAL: Disk*", "Quiet: *INFO: Disk*", "Quiet: *CRITICAL: Disk*"]);
  expect(await severitySteps(id)).toEqual(["from critical to info", "from info to critical"]);
});

test("a rule that becomes critical raises what it fires; pages hear of it, and of nothing where nothing changed", async () => {
  const ruleId = await addRule(db);
  await updateRule(ctx(), { id: ruleId, severity: "warning" });
  await addServer(db, { status: "offline" });
  await evaluateAt(0);
  await evaluateAt(30);
  await updateRule(ctx(40), { id: ruleId, severity: "critical" });
  await evaluateAt(60);
  await evaluateAt(90);
  const published = await db.rows(
    sql`select type, payload ->> 'severity' as severity from event_log where type in ('alert:fired', 'alert:changed') order by seq`,
    Published,
  );
  expect(published).toEqual([
    { type: "alert:fired", severity: "warning" },
    { type: "alert:changed", severity: "critical" },
  ]);
});

test("what fires again with another severity is told as that, and not as raised too", async () => {
  const id = await raise(0, "warning");
  await send(30);
  await resolveAlert(ctx(60), { id });
  await send(331);
  await raise(400, "critical");
  for (const seconds of [430, 431, 800]) await send(seconds);
  expect(await sent()).toEqual(["Chat: *WARNING: Disk*", "Chat: *Resolved: Disk*", "Chat: *CRITICAL: Disk*"]);
  expect(await severitySteps(id)).toEqual([]);
});
