import { beforeEach, describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { transaction } from "#lib/core/transaction";
import { createChannel } from "#lib/notifications/create-channel";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { createAlert } from "./create-alert.ts";
import { createRoute } from "./create-route.ts";
import { deleteRoute } from "./delete-route.ts";
import { ensureDefaultRoute } from "./ensure-default-route.ts";
import { listRoutes } from "./list-routes.ts";
import { showRoute } from "./show-route.ts";
import { testRoutes } from "./test-routes.ts";
import { updateRoute } from "./update-route.ts";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]) });
const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
const start = () => transaction(db, (tx) => ensureDefaultRoute(tx, ctx.now));
const names = async () => (await listRoutes(reader, {})).items.map(({ name, depth }) => `${"-".repeat(depth)}${name}`);
const is = (label: string, value: string) => [{ label, operator: "is" as const, value }];

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate alert, notification_target, notification_channel, alert_route cascade`);
  testEnvironment({ SMTP_HOST: "mail.example", ALERT_FROM_EMAIL: "fleet@example.test", ALERT_EMAILS: "ada@example.test,bob@example.test" });
});

describe("the first start", () => {
  test("with recipients in the environment everything goes to them, and it is made once", async () => {
    expect(await start()).toBe(1);
    expect(await start()).toBe(0);
    const { items } = await listRoutes(reader, {});
    expect(items).toMatchObject([
      { name: "Everything", parentId: null, words: "everything", warning: null, effective: { groupWaitS: 30, repeatIntervalS: 14_400 } },
    ]);
    expect((await testRoutes(reader, { labels: { severity: "info" } })).routes).toMatchObject([
      { name: "Everything", channels: [{ name: "Operators" }] },
    ]);
  });

  test("without any, the route says that nobody is told", async () => {
    testEnvironment({});
    await start();
    expect((await listRoutes(reader, {})).items).toMatchObject([{ channelIds: [], warning: "It has no channel: nobody is told" }]);
  });
});

describe("the tree", () => {
  beforeEach(start);

  test("made, moved, changed and deleted, with what is below, each audited", async () => {
    const { id: nodes } = await createRoute(ctx, { name: "Nodes", matchers: is("source", "node") });
    const { id: storage } = await createRoute(ctx, { name: "Storage", matchers: is("source", "storage"), position: 0 });
    const { id: deep } = await createRoute(ctx, { name: "Germany", parentId: nodes, matchers: is("country", "DE"), groupWaitS: 5 });
    expect(await names()).toEqual(["Everything", "-Storage", "-Nodes", "--Germany"]);
    await updateRoute(ctx, { id: storage, position: 1 });
    await updateRoute(ctx, { id: deep, parentId: storage, groupWaitS: null });
    expect(await names()).toEqual(["Everything", "-Nodes", "-Storage", "--Germany"]);
    expect(await showRoute(reader, { id: deep })).toMatchObject({ groupWaitS: null, effective: { groupWaitS: 30 }, depth: 2 });
    await deleteRoute(ctx, { id: storage });
    expect(await names()).toEqual(["Everything", "-Nodes"]);
    const audited = await db.prisma.auditLog.findMany({ where: { action: { startsWith: "route." } }, orderBy: { id: "asc" } });
    expect(audited.slice(-6).map(({ action }) => action)).toEqual([
      "route.create",
      "route.create",
      "route.create",
      "route.update",
      "route.update",
      "route.delete",
    ]);
  });

  test("what cannot be is refused with its reason", async () => {
    const [root] = (await listRoutes(reader, {})).items;
    const rootId = root?.id ?? "";
    const { id } = await createRoute(ctx, { name: "A" });
    const { id: below } = await createRoute(ctx, { name: "B", parentId: id });
    const nobody = crypto.randomUUID();
    await expect(updateRoute(ctx, { id, parentId: below })).rejects.toMatchObject({
      code: "unprocessable",
      message: "parentId: A route cannot hang below itself",
    });
    await expect(updateRoute(ctx, { id: rootId, parentId: id })).rejects.toMatchObject({ code: "unprocessable" });
    await expect(updateRoute(ctx, { id: rootId, matchers: is("source", "node") })).rejects.toMatchObject({
      errors: [{ path: "matchers" }],
    });
    await expect(createRoute(ctx, { name: "C", channelIds: [nobody] })).rejects.toMatchObject({ errors: [{ path: "channelIds.0" }] });
    await expect(createRoute(ctx, { name: "C", escalation: [{ afterMinutes: 5, channelIds: [nobody] }] })).rejects.toMatchObject({
      errors: [{ path: "escalation.0.channelIds.0" }],
    });
    await expect(createRoute(ctx, { name: "C", parentId: nobody })).rejects.toMatchObject({ errors: [{ path: "parentId" }] });
    await expect(deleteRoute(ctx, { id: rootId })).rejects.toMatchObject({ code: "wrong_state" });
    await expect(deleteRoute(ctx, { id: nobody })).rejects.toMatchObject({ code: "not_found" });
    const quietHours = { timeZone: "Mars/Base", days: [1], from: "22:00", to: "06:00", severities: ["info" as const] };
    await expect(createRoute(ctx, { name: "C", quietHours })).rejects.toMatchObject({
      code: "validation_failed",
      message: expect.stringContaining("Mars/Base"),
    });
    await expect(createRoute(reader, { name: "C" })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a route may refuse quiet hours that it would inherit", async () => {
    const [root] = (await listRoutes(reader, {})).items;
    const quietHours = { timeZone: "Europe/Berlin", days: [1], from: "22:00", to: "06:00", severities: ["info" as const] };
    await updateRoute(ctx, { id: root?.id ?? "", quietHours });
    const { id } = await createRoute(ctx, { name: "Pager" });
    expect(await showRoute(reader, { id })).toMatchObject({ quietHours: null, effective: { quietHours } });
    await updateRoute(ctx, { id, quietHours: { ...quietHours, severities: [] } });
    expect(await showRoute(reader, { id })).toMatchObject({ effective: { quietHours: { severities: [] } } });
  });

  test("the question which route an alert takes is answered by labels or by an alert", async () => {
    const { id: channel } = await createChannel(ctx, {
      name: "Nights",
      kind: "email",
      config: { recipients: ["a@example.test"] },
      isEnabled: false,
    });
    await createRoute(ctx, { name: "External", matchers: is("source", "external"), channelIds: [channel] });
    const { id: alertId } = await createAlert(ctx, { severity: "info", source: "external", title: "Hello" });
    expect(await testRoutes(reader, { alertId })).toMatchObject({
      labels: { name: "Hello", source: "external" },
      routes: [{ name: "External", channels: [{ name: "Nights", isEnabled: false }] }],
    });
    expect((await testRoutes(reader, { alertId, labels: { source: "node" } })).routes).toMatchObject([{ name: "Everything" }]);
    expect((await listRoutes(reader, {})).items.at(-1)?.warning).toBe("All its channels are switched off: nobody is told");
    await expect(testRoutes(reader, { alertId: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  });

  test("ten who add a route at once: every place is taken once", async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => createRoute(ctx, { name: `Route ${index}`, position: 0 })));
    expect((await listRoutes(reader, {})).items.slice(1).map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
