import { z } from "zod";
import { startReceiver } from "#lib/notifications/testing/receiver";
import { expectAccessible } from "./fixtures/accessible.ts";
import type { Api } from "./fixtures/api.ts";
import { makeServer, makeSmallFleet, pushUniProxy, userPassword } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

const Made = z.object({ id: z.uuid(), title: z.string() });
const Id = z.object({ id: z.uuid() });
const Routes = z.object({ items: z.array(Id) });
const Asked = z.object({ runId: z.uuid() });
const Run = z.object({ status: z.string() });

/** What the job does every 30 s, now. */
async function evaluate(api: Api): Promise<void> {
  const { runId } = await api.must(Asked, "POST", "/api/v1/admin/jobs/alerting.evaluate-rules/run");
  await expect.poll(async () => (await api.must(Run, "GET", `/api/v1/admin/jobs/runs/${runId}`)).status).toBe("succeeded");
}

/** An alert as a script raises one, of a resource of its own. */
function raise(api: Api, resourceId: string, title = `Disk ${crypto.randomUUID().slice(0, 8)} is full`) {
  return api.must(Made, "POST", "/api/v1/monitoring/alerts", {
    severity: "warning",
    source: "storage",
    title,
    message: "98 % used",
    resourceType: "disk",
    resourceId,
  });
}

test("a node goes offline: its alert appears live, is acknowledged by key, taken back, opened, and resolved", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const server = await makeServer(api);
  const maintenance = `/api/v1/admin/node-servers/${server.id}/maintenance`;
  await api.must(z.unknown(), "POST", maintenance, { on: true });
  const name = `Offline ${server.id}`;
  const rule = { name, kind: "node_offline", params: { nodeServerIds: [server.id] }, severity: "critical", clearSeconds: 0 };
  await api.must(Made.partial(), "POST", "/api/v1/monitoring/rules", rule);
  await login(seeded.admin);
  await page.goto(`/admin/alerts?type=node_server&resource=${server.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText("No alert matches")).toBeVisible();

  await api.must(z.unknown(), "POST", maintenance, { on: false });
  await evaluate(api);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Firing");
  await expect(row).toContainText("Critical");
  await expect(row.getByRole("link", { name: `node server ${server.id}` })).toHaveAttribute("href", `/admin/servers/${server.id}`);
  await expect(page.getByRole("link", { name: /^Alerts: \d+ waits? for somebody$/ })).toBeVisible();

  await page.keyboard.press("j");
  await expect(row).toBeFocused();
  await page.keyboard.press("a");
  await expect(row).toContainText(seeded.admin.email);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row.getByRole("button", { name: /^Acknowledge/ })).toBeVisible();

  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/alert=[0-9a-f-]{36}/);
  const drawer = page.getByRole("dialog", { name: "Alert", exact: true });
  const timeline = drawer.getByRole("list", { name: "Timeline, the latest first" });
  await expect(timeline.getByRole("listitem").first()).toContainText(`Acknowledgement ended by ${seeded.admin.email}`);
  await drawer.getByLabel("Comment").fill("Cable is out");
  await drawer.getByRole("button", { name: "Add comment" }).click();
  await expect(timeline.getByRole("listitem").first()).toContainText("Cable is out");
  await drawer.getByLabel("Assigned to").selectOption({ label: seeded.admin.email });
  await expect(timeline.getByRole("listitem").first()).toContainText("Assigned");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();

  await page.keyboard.press("j");
  await page.keyboard.press("r");
  const question = page.getByRole("dialog", { name: /^Resolve/ });
  await question.getByLabel("Note").fill("mended");
  await question.getByRole("button", { name: "Resolve alert" }).click();
  await expect(question.getByText("Resolved, but it will come back")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(row).toHaveCount(0);
  await evaluate(api);
  await expect(row).toContainText("Firing");

  await page.goto(`/admin/servers/${server.id}`);
  await expect(page.getByRole("region", { name: "Alerts" }).getByRole("link", { name: new RegExp(name) })).toBeVisible();
});

test("the drawer says who was told, and that it arrived", async ({ page, api, seeded, login }) => {
  const receiver = await startReceiver();
  const disk = crypto.randomUUID();
  const name = `Hook ${disk.slice(0, 8)}`;
  const { id: channelId } = await api.must(Id, "POST", "/api/v1/monitoring/channels", {
    name,
    kind: "webhook",
    config: { url: receiver.url },
  });
  // The route that takes everything is made by the first run of a job.
  await expect.poll(async () => (await api.must(Routes, "GET", "/api/v1/monitoring/routes")).items.length).toBeGreaterThan(0);
  const { id: routeId } = await api.must(Id, "POST", "/api/v1/monitoring/routes", {
    name,
    position: 0,
    matchers: [{ label: "resource_id", value: disk }],
    channelIds: [channelId],
    groupWaitS: 0,
  });
  const { id, title } = await raise(api, disk);
  await login(seeded.admin);
  await page.goto(`/admin/alerts?type=disk&resource=${disk}&alert=${id}`);
  const drawer = page.getByRole("dialog", { name: "Alert", exact: true });
  await receiver.until(1);
  const told = drawer.getByRole("list", { name: "Notifications, the latest first" }).getByRole("listitem").first();
  await expect(told).toContainText(title, { timeout: 20_000 });
  await expect(told.getByText("Sent", { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(told).toContainText(/1 attempt: answered 2\d\d after [\d,]+ ms/);
  await expect(told.getByRole("link", { name })).toHaveAttribute("href", `/admin/channels?channel=${channelId}`);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
  await api.send("DELETE", `/api/v1/monitoring/routes/${routeId}`);
  await api.send("DELETE", `/api/v1/monitoring/channels/${channelId}`);
  await receiver.close();
});

test("many at once: selected by key, acknowledged, taken back, resolved", async ({ page, api, seeded, login }) => {
  const disk = crypto.randomUUID();
  const [first, second] = [await raise(api, disk), await raise(api, disk)];
  await login(seeded.admin);
  await page.goto(`/admin/alerts?type=disk&resource=${disk}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: first.title })).toBeVisible();
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Acknowledge 2" }).click();
  await expect(page.getByText("2 alerts acknowledged")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 taken back")).toBeVisible();
  await expect(page.getByRole("button", { name: `Acknowledge ${second.title}` })).toBeVisible();

  await page.getByLabel("Select all loaded rows").check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Resolve 2" })).toBeHidden();
  await page.getByLabel("Select all loaded rows").check();
  await page.getByRole("button", { name: "Resolve 2" }).click();
  const question = page.getByRole("dialog", { name: "Resolve 2 alerts?" });
  await question.getByRole("button", { name: "Resolve 2" }).click();
  await expect(page.getByText("2 alerts resolved")).toBeVisible();
  await page.getByRole("button", { name: /^Resolved \d/ }).click();
  await expect(page.getByRole("row").filter({ hasText: second.title })).toContainText("Resolved");
});

test("on a phone alerts are cards; one press acknowledges", async ({ page, api, seeded, login }) => {
  const disk = crypto.randomUUID();
  const { title } = await raise(api, disk);
  await page.setViewportSize({ width: 390, height: 844 });
  await login(seeded.admin);
  await page.goto(`/admin/alerts?type=disk&resource=${disk}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: `Acknowledge ${title}` }).click();
  await expect(page.getByRole("row").filter({ hasText: title })).toContainText(seeded.admin.email);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
  await expectAccessible(page);
});

test("a user sees when a node that was used is in maintenance, and when it is no more", async ({ page, api, login }) => {
  const { server, client, user } = await makeSmallFleet(api);
  await pushUniProxy(api, server, { [user.uid]: [1_000_000, 2_000_000] });
  await login({ email: user.email, password: userPassword });
  await page.goto("/my");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const maintenance = `/api/v1/admin/node-servers/${server.id}/maintenance`;
  await api.must(z.unknown(), "POST", maintenance, { on: true });
  const banner = page.getByRole("alert").filter({ hasText: "A node you use is in maintenance" });
  await expect(banner.getByRole("link", { name: /^node / })).toHaveAttribute("href", `/my/nodes/${client.id}`);
  await expectAccessible(page);
  await api.must(z.unknown(), "POST", maintenance, { on: false });
  await expect(banner).toBeHidden();
});
