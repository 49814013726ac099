import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { enqueue, makePackage, makeUser } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("an account is found, disabled and enabled again; its page tells who did it", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api, { name: "Ada Test" });
  await login(seeded.admin);
  await page.goto("/admin/users");
  await page.getByLabel("Search users").fill(user.email);
  await expect(page).toHaveURL(/q=/);
  await page.getByRole("link", { name: user.email }).click();
  await expect(page).toHaveURL(new RegExp(`/admin/users/${user.id}$`));
  await expect(page.getByRole("region", { name: "Account" }).getByText("Ada Test", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Disable account" }).click();
  const question = page.getByRole("dialog", { name: `Disable ${user.email}?` });
  await expect(question.getByText(/Within 10 s every session/)).toBeVisible();
  await question.getByRole("button", { name: "Disable account" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This account is disabled" })).toContainText(`by ${seeded.admin.email}`);
  await expect(page.getByRole("region", { name: "Audit" }).getByText(`by ${seeded.admin.email}`)).toBeVisible();
  await expectAccessible(page);

  const audit = page.waitForEvent("download");
  await page.getByRole("region", { name: "Audit" }).getByRole("link", { name: "CSV" }).click();
  expect((await audit).suggestedFilename()).toBe("audit.csv");

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Enable account" }).click();
  await page
    .getByRole("dialog", { name: `Enable ${user.email}?` })
    .getByRole("button", { name: "Enable account" })
    .click();
  await expect(page.getByText("This account is disabled")).toHaveCount(0);
});

test("the page of an account: facts, package, traffic, ledger, keys", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.goto(`/admin/users/${seeded.user.id}`);
  await expect(page.getByRole("heading", { level: 1, name: seeded.user.email })).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Account" }).getByRole("button", { name: `Copy uid ${seeded.user.uid}` })).toBeVisible();
  await expect(page.getByRole("region", { name: "Package", exact: true }).getByText("Used (billed)")).toBeVisible();
  await expect(page.getByRole("region", { name: "Most used nodes" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Ledger" }).getByRole("cell", { name: "×1.5" })).toBeVisible();
  await expect(page.getByRole("region", { name: "API keys" }).getByText("This account has made none.")).toBeVisible();
  await expectAccessible(page);

  await page.getByText("24 h", { exact: true }).click();
  await expect(page).toHaveURL(/range=24h/);
  await expect(page.getByText(/^By quarter of an hour|^By hour/)).toBeVisible();
  await page.getByText("By node", { exact: true }).click();
  await expect(page.getByRole("region", { name: "Billed traffic" })).toBeVisible();
});

test("the page of an account is whole on a phone", async ({ page, seeded, login }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await login(seeded.admin);
  await page.goto(`/admin/users/${seeded.user.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Ledger" }).getByRole("cell", { name: "×1.5" })).toBeVisible();
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
  await expectAccessible(page);
});

test("nobody's id, and what is none, is a page that says so; a drawer's old address leads to the page", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  for (const id of [crypto.randomUUID(), "nobody"]) {
    await page.goto(`/admin/users/${id}`);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  }
  await page.goto(`/admin/users?user=${seeded.user.id}`);
  await expect(page).toHaveURL(new RegExp(`/admin/users/${seeded.user.id}$`));
  await login();
  await page.goto(`/admin/users/${seeded.user.id}`);
  await expect(page).toHaveURL(/\/my$/);
});

test("a password link is shown once and works; a package is given and cancelled with a warning", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api);
  const plan = await makePackage(api, { name: `Gone ${user.uid}` });
  await enqueue(api, user.id, plan.id);
  await login(seeded.admin);
  await page.goto(`/admin/users/${user.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Password link", exact: true }).click();
  await page
    .getByRole("dialog", { name: /^Make a password link/ })
    .getByRole("button", { name: "Make link" })
    .click();
  const secret = page.getByRole("dialog", { name: `Password link of ${user.email}` });
  const link = (await secret.locator("code").textContent()) ?? "";
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/password#.{20,}$/);
  await secret.getByRole("button", { name: "I have copied it" }).click();

  const packages = page.getByRole("region", { name: "Packages" });
  await packages.getByRole("button", { name: "Add package" }).click();
  const dialog = page.getByRole("dialog", { name: `Add a package for ${user.email}` });
  await dialog.getByLabel("Package", { exact: true }).selectOption({ value: plan.id });
  await dialog.getByRole("button", { name: "Add package" }).click();
  await expect(packages.getByRole("listitem").filter({ hasText: "waiting" })).toHaveCount(1);

  await packages
    .getByRole("button", { name: `Cancel package Gone ${user.uid}` })
    .first()
    .click();
  const question = page.getByRole("dialog", { name: `Cancel Gone ${user.uid}?` });
  await expect(question.getByText(/next package of the queue starts at once/)).toBeVisible();
  await question.getByRole("button", { name: "Cancel package" }).click();
  await expect(packages.getByRole("listitem").filter({ hasText: "cancelled" })).toHaveCount(1);
  await expect(packages.getByRole("listitem").filter({ hasText: "active" })).toHaveCount(1);
});

test("many are disabled at once, and only those ticked", async ({ page, api, seeded, login }) => {
  const name = `Bulk ${crypto.randomUUID().slice(0, 8)}`;
  const users = [await makeUser(api, { name }), await makeUser(api, { name }), await makeUser(api, { name })];
  await login(seeded.admin);
  await page.goto("/admin/users");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByLabel("Search users").fill(name);
  await expect(page.getByText("3 users", { exact: true })).toBeVisible();
  await page.getByRole("checkbox", { name: "Select row 1" }).check();
  await page.getByRole("checkbox", { name: "Select row 2" }).check();
  await page.getByRole("button", { name: "Disable 2" }).click();
  const question = page.getByRole("dialog", { name: "Disable 2 users?" });
  await expect(question.getByText(users[2]?.email ?? "")).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Disable 2 users" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Disabled" })).toHaveCount(2);
  const Disabled = z.object({ disabledAt: z.string().nullable() });
  const states = await Promise.all(users.map(({ id }) => api.must(Disabled, "GET", `/api/v1/admin/users/${id}`)));
  expect(states.map(({ disabledAt }) => disabledAt !== null)).toEqual([false, true, true]);
});

test("a link pressed right after the last key of a search is followed, and back leads to what was searched", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const name = `Quick ${crypto.randomUUID().slice(0, 8)}`;
  const user = await makeUser(api, { name });
  await login(seeded.admin);
  await page.goto("/admin/users");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const field = page.getByLabel("Search users");
  await field.fill(name);
  await expect(page.getByRole("cell", { name })).toHaveCount(1);
  for (const link of [page.getByRole("link", { name: user.email }), page.getByRole("link", { name: "Servers" })]) {
    const href = await link.getAttribute("href");
    const box = await link.boundingBox();
    // Typed and pressed in one go, without looking again: the field's 200 ms are not over.
    await field.press("End");
    await page.keyboard.press("Space");
    await page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + 5);
    await expect(page).toHaveURL(new RegExp(`${href}$`));
    await page.goBack();
    await expect(page).toHaveURL(/\/admin\/users\?q=/);
    await expect(field).toHaveValue(new RegExp(name));
    await expect(link).toBeVisible();
  }
});

test("the page says when a user cannot be loaded, and tries again", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api);
  await login(seeded.admin);
  await page.goto(`/admin/users/${user.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const one = `**/api/v1/admin/users/${user.id}`;
  await page.route(one, (route) => route.fulfill({ status: 404, json: { code: "not_found", detail: "User not found" } }));
  await api.must(z.object({}), "PATCH", `/api/v1/admin/users/${user.id}`, { name: "Renamed" });
  await expect(page.getByText(/Could not refresh the user/)).toBeVisible();
  await page.unroute(one);
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.getByRole("region", { name: "Account" }).getByText("Renamed")).toBeVisible();
});
