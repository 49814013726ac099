import { expectAccessible } from "./fixtures/accessible.ts";
import { makeServer } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("a server's status changes on the open page when somebody else switches maintenance", async ({ page, api, seeded, login }) => {
  const server = await makeServer(api);
  const maintenance = `/api/v1/admin/node-servers/${server.id}/maintenance`;
  await login(seeded.admin);
  await page.goto(`/admin/servers/${server.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Start maintenance" })).toBeVisible();
  const loadedAt = await page.evaluate(() => performance.timeOrigin);

  await api.post(maintenance, { on: true, reason: "new disk" });
  await expect(page.getByText("maintenance: new disk").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "End maintenance" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Changes" }).getByText("Maintenance", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Audit" }).getByText("Start maintenance")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "End maintenance" }).click();
  await expect(page.getByRole("button", { name: "Start maintenance" })).toBeVisible();
  expect(await page.evaluate(() => performance.timeOrigin), "the page was not loaded again").toBe(loadedAt);
});

test("the fleet page says what needs a look, and since when, without a reload", async ({ page, api, seeded, login }) => {
  const server = await makeServer(api);
  await login(seeded.admin);
  await page.goto("/admin");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const changes = page.getByRole("region", { name: "Recent changes" });
  await api.post(`/api/v1/admin/node-servers/${server.id}/maintenance`, { on: true, reason: `cable ${server.id}` });
  await expect(changes.getByText(`maintenance: cable ${server.id}`)).toBeVisible();
  await expect(page.getByRole("region", { name: "Fleet traffic, raw and billed" })).toBeVisible();
  await expectAccessible(page);
});

test("maintenance is started with a reason and an end", async ({ page, api, seeded, login }) => {
  const server = await makeServer(api);
  await login(seeded.admin);
  await page.goto(`/admin/servers/${server.id}`);
  await page.getByRole("button", { name: "Start maintenance" }).click();
  const dialog = page.getByRole("dialog", { name: /^Maintenance of/ });
  await dialog.getByLabel("Reason").fill("switch replaced");
  await dialog.getByLabel("Until").fill("2020-01-01T10:00");
  await dialog.getByRole("button", { name: "Start maintenance" }).click();
  await expect(dialog.getByText("Must lie in the future")).toBeVisible();
  await dialog.getByLabel("Until").fill("2099-01-01T10:00");
  await dialog.getByRole("button", { name: "Start maintenance" }).click();
  await expect(page.getByText("Maintenance ends by itself at 1 Jan 2099, 10:00")).toBeVisible();
});

test("a new token is shown once; a server with usage is not deleted and the page says why", async ({ page, api, seeded, login }) => {
  const server = await makeServer(api, { name: "to be deleted" });
  await login(seeded.admin);
  await page.goto(`/admin/servers/${server.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Rotate token" }).click();
  await page.getByRole("dialog", { name: "Rotate the token of to be deleted?" }).getByRole("button", { name: "Rotate token" }).click();
  const secret = page.getByRole("dialog", { name: "New token of to be deleted" });
  await expect(secret.locator("code").first()).not.toHaveText(server.token);
  await secret.getByRole("button", { name: "I have copied it" }).click();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: "Delete to be deleted?" }).getByRole("button", { name: "Delete server" }).click();
  await expect(page).toHaveURL(/\/admin\/servers$/);

  await page.goto(`/admin/servers/${seeded.server.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const refused = page.getByRole("dialog", { name: /^Delete/ });
  await refused.getByRole("button", { name: "Delete server" }).click();
  await expect(refused.getByRole("alert")).toContainText("It has usage in the ledger");
});
