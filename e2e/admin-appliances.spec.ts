import { z } from "zod";
import { inventoryBody } from "#lib/appliances/testing/inventory";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

const Made = z.object({ id: z.uuid(), token: z.string() });

test("an appliance is made by keyboard, reports with the token that was shown once, and is seen live", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const name = `vault ${crypto.randomUUID().slice(0, 8)}`;
  await login(seeded.admin);
  await page.goto("/admin/appliances");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New appliance" }).first().press("Enter");
  const dialog = page.getByRole("dialog", { name: "New appliance" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create appliance" }).press("Enter");
  const secret = page.getByRole("dialog", { name: `Token of ${name}` });
  const token = (await secret.locator("code").first().textContent()) ?? "";
  expect(token).toMatch(/^fla_\S{20,}$/);
  await expect(secret.locator("code").nth(1)).toContainText(`curl -X PUT -H 'Authorization: Bearer ${token}'`);
  await expectAccessible(page);
  await secret.getByRole("button", { name: "I have copied it" }).press("Enter");
  await expect(page.getByText(token)).toHaveCount(0);

  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Never reported");
  await row.getByRole("link", { name }).click();
  await expect(page.getByText("No inventory yet")).toBeVisible();
  const { pathname } = new URL(page.url());
  const machine = api.as(token);
  const report = `/api/v1${pathname.replace("/admin", "")}`;
  expect((await machine.send("PUT", `${report}/inventory`, inventoryBody({ usedBytes: 900 }))).status).toBe(200);
  await expect(page.getByRole("region", { name: "Repositories" }).getByText("90.0 %")).toBeVisible();
  await expect(page.getByText("Reporting").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "SCST targets" })).toContainText("iqn.2026-11.example:i1");
  await expect(page.getByRole("region", { name: "Tape libraries", exact: true })).toContainText("1 of 2");
  await expect(page.getByRole("region", { name: "Virtual tape libraries" })).toContainText("V00001");

  await machine.send("POST", `${report}/tasks`, {
    tasks: [
      { id: "t1", status: "failed", name: "Nightly", message: "no tape" },
      { id: "t2", status: "running", name: "Check", progressPercent: 40 },
    ],
  });
  const tasks = page.getByRole("region", { name: "Tasks" });
  await expect(tasks.getByText("no tape")).toBeVisible();
  await tasks.getByRole("radio", { name: "Running" }).check({ force: true });
  await expect(page).toHaveURL(/tasks=running/);
  await expect(tasks.getByText("no tape")).toHaveCount(0);
  await expect(tasks.getByText("40 %")).toBeVisible();
  await expectAccessible(page);
});

test("renamed, and deleted after being told what is lost", async ({ page, api, seeded, login }) => {
  const name = `vault ${crypto.randomUUID().slice(0, 8)}`;
  const { id, token } = await api.must(Made, "POST", "/api/v1/appliances", { name });
  await api.as(token).send("PUT", `/api/v1/appliances/${id}/inventory`, inventoryBody());
  await login(seeded.admin);
  await page.goto(`/admin/appliances/${id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  const rename = page.getByRole("dialog", { name: `Rename ${name}` });
  await rename.getByLabel("Name").fill(`${name} b`);
  await rename.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${name} b` })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const question = page.getByRole("dialog", { name: `Delete ${name} b?` });
  await expect(question.getByText(/the capacity history of its repository and all its tasks/)).toBeVisible();
  await question.getByRole("button", { name: "Delete appliance" }).click();
  await expect(page).toHaveURL(/\/admin\/appliances$/);
  await expect(page.getByRole("link", { name: `${name} b` })).toHaveCount(0);
});

test("on a phone nothing sticks out, with data and with nothing found", async ({ page, api, seeded, login }) => {
  const { id, token } = await api.must(Made, "POST", "/api/v1/appliances", { name: `vault ${crypto.randomUUID().slice(0, 8)}` });
  await api.as(token).send("PUT", `/api/v1/appliances/${id}/inventory`, inventoryBody());
  await login(seeded.admin);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/admin/appliances", "/admin/appliances?q=there+is+none", `/admin/appliances/${id}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overhang, `pixels beyond the screen on ${path}`).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  }
});

test("users do not come here", async ({ page, login }) => {
  await login();
  await page.goto("/admin/appliances");
  await expect(page.getByRole("heading", { level: 1, name: "Appliances" })).toHaveCount(0);
});
