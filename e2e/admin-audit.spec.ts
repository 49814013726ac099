import { expectAccessible } from "./fixtures/accessible.ts";
import { makeServer, makeUser } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("who did what to one account: from its page, by keyboard, to the whole difference", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api, { name: "Before" });
  await api.send("PATCH", `/api/v1/admin/users/${user.id}`, { name: "After", password: "another long password" });
  await login(seeded.admin);
  await page.goto(`/admin/users/${user.id}`);
  await page.getByRole("link", { name: "Open in audit" }).press("Enter");
  await expect(page).toHaveURL(`/admin/audit?kind=user&subject=${user.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("link", { name: "CSV" })).toHaveAttribute("href", new RegExp(`subjectId=${user.id}.*format=csv`));
  await expect(page.getByRole("link", { name: user.email }).first()).toHaveAttribute("href", `/admin/users/${user.id}`);
  await expectAccessible(page);

  const newest = page.getByRole("row").nth(1);
  await newest.focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Audit row" });
  await expect(drawer.getByRole("row", { name: "name Before After" })).toBeVisible();
  await expect(drawer.getByRole("row", { name: /passwordHash hidden hidden/ })).toBeVisible();
  await expect(drawer.getByText("an API key")).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("link", { name: /^Every “update” of a user/ }).press("Enter");
  await expect(page).toHaveURL(/action=user\.update$/);
  await expect(drawer).toBeHidden();
});

test("filters add up in the URL; what matches nothing says so and is cleared; news appear by themselves", async ({
  page,
  api,
  seeded,
  login,
}) => {
  await makeServer(api);
  await login(seeded.admin);
  await page.goto("/admin/audit");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByLabel("Action").selectOption("node-server.create");
  await expect(page).toHaveURL(/action=node-server\.create/);
  const server = await makeServer(api, { name: `heard of ${crypto.randomUUID().slice(0, 8)}` });
  await expect(page.locator(`a[href="/admin/servers/${server.id}"]`)).toBeVisible();
  await page.getByText("24 h", { exact: true }).click();
  await expect(page).toHaveURL(/range=24h/);
  await expect(page.locator(`a[href="/admin/servers/${server.id}"]`)).toBeVisible();
  await page.getByLabel("Actor").fill("nobody@example.test");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No row matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("button", { name: "Reset range" }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
});

test("on a phone the log is cards, the filters are lines, nothing sticks out", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/audit");
  await expect(page.getByRole("cell").first()).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveCount(0);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
