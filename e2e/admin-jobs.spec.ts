import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

const Asked = z.object({ runId: z.uuid() });

test("by keyboard alone: to the jobs, to one of them, a run now that is followed to its end", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.goto("/admin");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await expect(page.getByText("Job processes")).toBeVisible();

  await page.keyboard.press("/");
  await expect(page.getByLabel("Search jobs")).toBeFocused();
  await page.keyboard.type("auth.purge");
  const row = page.getByRole("row").nth(1);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(row).toContainText("daily at 03:37 UTC");
  await row.focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Job", exact: true });
  await expect(drawer.getByRole("heading", { name: "auth.purge" })).toBeVisible();

  await drawer.getByRole("button", { name: "Run now" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/run=[0-9a-f-]{36}/);
  const run = drawer.getByRole("region", { name: "This run" });
  await expect(run.getByRole("status")).toContainText("Succeeded");
  await expect(run.getByRole("table", { name: "Result" })).toBeVisible();
  await expect(run.getByText(seeded.admin.email)).toBeVisible();
  await expect(drawer.getByRole("list", { name: "Runs" }).getByText(`asked for by ${seeded.admin.email}`).first()).toBeVisible();
  await expect(drawer.getByRole("region", { name: "Audit" }).getByText("Run", { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/job=/);
});

test("a run that somebody else asked for appears on the open page", async ({ page, api, seeded, login }) => {
  await login(seeded.admin);
  await page.goto("/admin/jobs?job=jobs.purge-runs");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const runs = page.getByRole("dialog", { name: "Job", exact: true }).getByRole("list", { name: "Runs" });
  const { runId } = await api.must(Asked, "POST", "/api/v1/admin/jobs/jobs.purge-runs/run");
  const asked = runs.getByRole("listitem").filter({ hasText: "asked for by" }).first();
  await expect(asked).toContainText("Succeeded");
  await asked.locator("summary").click();
  await expect(asked.getByRole("button", { name: `Copy run id ${runId}` })).toBeVisible();
});

test("without events the run is asked for until it ends", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.routeWebSocket(/socket\.io/, () => {});
  await page.goto("/admin/jobs?job=auth.purge");
  const drawer = page.getByRole("dialog", { name: "Job", exact: true });
  await drawer.getByRole("button", { name: "Run now" }).click();
  await expect(drawer.getByRole("region", { name: "This run" }).getByRole("status")).toContainText("Succeeded");
});

test("history by status, an unknown job and an unknown run say so; on a phone nothing sticks out", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/jobs?job=auth.purge&status=failed");
  const drawer = page.getByRole("dialog", { name: "Job", exact: true });
  await expect(drawer.getByText("No run is failed")).toBeVisible();
  await expectAccessible(page);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
  await page.goto("/admin/jobs?job=no.such-job");
  await expect(drawer.getByText("There is no job no.such-job")).toBeVisible();
  await page.goto(`/admin/jobs?job=auth.purge&run=${crypto.randomUUID()}`);
  await expect(drawer.getByText("Could not load the run")).toBeVisible();
});
