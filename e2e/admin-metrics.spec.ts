import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

const Asked = z.object({ runId: z.uuid() });

test("by keyboard to the metrics, another part of them, and a value that arrives while one looks", async ({ page, api, seeded, login }) => {
  await login(seeded.admin);
  await page.goto("/admin");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("v");
  await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
  await expect(page.getByRole("slider", { name: /^CPU of hosts\./ })).toBeVisible();
  await expect(page.getByRole("region", { name: "CPU of hosts", exact: true })).toContainText("from values of 30 s");

  await page.getByRole("radio", { name: "Fleet", exact: true }).check();
  await expect(page).toHaveURL(/group=fleet/);
  await api.must(Asked, "POST", "/api/v1/admin/jobs/metrics.collect/run");
  const servers = page.getByRole("region", { name: "Node servers", exact: true });
  await expect(servers.getByText("Online", { exact: true }).first()).toBeVisible();
  await servers.getByRole("button", { name: "Show as table" }).click();
  await expect(servers.getByRole("table")).toContainText("Offline");
  await expectAccessible(page);

  await page.getByRole("radio", { name: "30 d" }).check();
  await expect(servers).toContainText("from values of 1 h");
});

test("a phone has the charts below each other", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/metrics?group=api");
  await expect(page.getByRole("slider", { name: /^Latency\./ })).toBeVisible();
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
