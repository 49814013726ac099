import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

const Asked = z.object({ runId: z.uuid() });
const Run = z.object({ status: z.string() });

test("by keyboard to the health of every component, with what it was", async ({ page, seeded, login, api }) => {
  const { runId } = await api.must(Asked, "POST", "/api/v1/admin/jobs/health.record/run");
  await expect.poll(async () => (await api.must(Run, "GET", `/api/v1/admin/jobs/runs/${runId}`)).status).toBe("succeeded");
  await login(seeded.admin);
  await page.goto("/admin");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(page.getByRole("heading", { level: 1, name: "Health" })).toBeVisible();

  const database = page.getByRole("row").filter({ hasText: "Connected in" });
  await expect(database).toContainText("Database");
  await expect(database).toContainText("Healthy");
  await expect(database.getByText(/ago|now/).first()).toBeVisible();
  const strip = database.getByRole("slider", { name: "The last 24 hours of Database" });
  await strip.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(strip).toHaveAttribute("aria-valuetext", /healthy|unknown/);
  for (const name of ["Jobs", "Ingest", "Queues", "Notifications", "Application"])
    await expect(page.getByRole("row").filter({ hasText: name }).first()).toBeVisible();
  await expectAccessible(page);
});
