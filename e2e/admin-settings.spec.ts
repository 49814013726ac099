import { expectAccessible } from "./fixtures/accessible.ts";
import { makeServer } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("settings are changed by keyboard: several at once, a bad one named, and back to the default", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.goto("/admin");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("x");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  const pull = page.getByLabel("Pull interval, seconds");
  const refusals = page.getByLabel("Refused reports, days");
  await pull.fill("5");
  await refusals.fill("120");
  await expect(page.getByText("2 changes not saved yet")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("must be a whole number of seconds from 10 to 3600, or null for the default")).toBeVisible();
  await expect(pull).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("45");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").getByText("2 settings saved")).toBeVisible();
  await expect(pull).toHaveValue("45");
  await expect(page.getByText(/Set by admin@example\.test/)).toHaveCount(2);

  await page.getByRole("button", { name: "Default: 60 seconds" }).press("Enter");
  await page.getByRole("button", { name: "Default: 90 days" }).press("Enter");
  await page.getByRole("button", { name: "Save settings" }).press("Enter");
  await expect(pull).toHaveValue("60");
  await expect(page.getByText(/Default, reset by admin@example\.test/)).toHaveCount(2);
});

test("a shorter retention says what it deletes, and only a yes saves it; on a phone", async ({ page, seeded, login }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await login(seeded.admin);
  await page.goto("/admin/settings");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const question = {
    losses: [{ key: "fleet.sampleRetentionDays", what: "load samples of nodes", job: "fleet.purge", count: 2, isAtLeast: false }],
  };
  expect(question.losses).toHaveLength(1);
  const history = page.getByLabel("Load samples of nodes, days");
  await history.fill("30");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(history).toHaveValue("35");
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
});

test("selected servers go into maintenance together and come back together", async ({ page, api, seeded, login }) => {
  const names = ["together-1", "together-2"];
  for (const name of names) await makeServer(api, { name });
  await login(seeded.admin);
  await page.goto("/admin/servers?q=together");
  for (const name of names) await page.getByRole("row", { name }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Start maintenance of 2" }).click();
  const dialog = page.getByRole("dialog", { name: "Maintenance of 2 servers" });
  await expect(dialog.getByText(/together-1/)).toBeVisible();
  await dialog.getByLabel("Reason").fill("new switch");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").getByText("2 servers in maintenance")).toBeVisible();
  for (const name of names) await expect(page.getByRole("row", { name })).toContainText("Maintenance");
  for (const name of names) await page.getByRole("row", { name }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "End maintenance of 2" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End maintenance" }).click();
  await expect(page.getByRole("status").getByText("Maintenance of 2 servers ended")).toBeVisible();
  for (const name of names) await expect(page.getByRole("row", { name })).toContainText("Offline");
});
