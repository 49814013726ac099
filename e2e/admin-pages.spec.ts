import { expectAccessible, expectAccessibleLayout } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

const pages = [
  { path: "/admin", heading: "Fleet", settled: "Recent changes" },
  { path: "/admin/servers", heading: "Servers", settled: "Node servers" },
  { path: "/admin/servers/1", heading: /./, settled: "Configuration" },
  { path: "/admin/clients", heading: "Node clients", settled: "Node clients" },
  { path: "/admin/users", heading: "Users", settled: "Users" },
  { path: "/admin/packages", heading: "Packages", settled: "Packages" },
  { path: "/admin/users/import", heading: "Import users", settled: "File" },
  { path: "/admin/package-queue", heading: "Package queue", settled: "Queue items" },
  { path: "/admin/usage", heading: "Fleet usage", settled: "Top nodes" },
  { path: "/admin/telemetry", heading: "Chain nodes", settled: "Nodes" },
  { path: "/admin/telemetry/reputation", heading: "Reputation", settled: "Peers by reporting node" },
  { path: "/admin/telemetry/benchmarks", heading: "Benchmarks", settled: "Runs" },
  { path: "/admin/telemetry/database", heading: "Database", settled: "Tables" },
  { path: "/admin/telemetry/tokens", heading: "Node tokens", settled: "Tokens" },
  { path: "/admin/alerts", heading: "Alerts", settled: "Alerts" },
  { path: "/admin/rules", heading: "Rules", settled: "Rules" },
  { path: "/admin/silences", heading: "Silences", settled: "Silences" },
  { path: "/admin/maintenance", heading: "Maintenance", settled: "Maintenance windows" },
  { path: "/admin/channels", heading: "Channels", settled: "Channels" },
  { path: "/admin/events", heading: "Events", settled: "Billing and expiry events" },
  { path: "/admin/events?tab=webhooks", heading: "Events", settled: "Webhooks" },
  { path: "/admin/events?tab=mail", heading: "Events", settled: "E-mail" },
  { path: "/admin/metrics", heading: "Metrics", settled: "CPU of hosts" },
  { path: "/admin/health", heading: "Health", settled: "Components" },
  { path: "/admin/jobs", heading: "Jobs", settled: "Scheduled jobs" },
  { path: "/admin/keys", heading: "API keys", settled: "API keys" },
  { path: "/admin/settings", heading: "Settings", settled: "This installation" },
  { path: "/admin/audit", heading: "Audit", settled: "Audit log" },
];

for (const { path, heading, settled } of pages) {
  test(`${path} is accessible, and on a phone nothing sticks out`, async ({ page, seeded, login }) => {
    await login(seeded.admin);
    const place = path.replace("/1", `/${seeded.server.id}`);
    await page.goto(place);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expect(page.getByRole("region", { name: settled, exact: true })).toBeVisible();
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
    await expectAccessibleLayout(page);
  });
}

test("none of them is for users", async ({ page, login }) => {
  await login();
  for (const { path } of pages) {
    const answer = await page.request.get(path);
    expect(new URL(answer.url()).pathname, path).toBe("/my");
  }
});

test("the fleet's usage follows the range, and leads to who and what moved it", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.goto("/admin/usage");
  await expect(page.getByText("By hour")).toBeVisible();
  await page.getByText("30 d", { exact: true }).click();
  await expect(page).toHaveURL(/range=30d/);
  await expect(page.getByText("By UTC day")).toBeVisible();
  await page.getByRole("region", { name: "Top users" }).getByRole("link", { name: seeded.user.email }).click();
  await expect(page.getByRole("heading", { level: 1, name: seeded.user.email })).toBeVisible();
});
