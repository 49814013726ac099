import { expectAccessible } from "./fixtures/accessible.ts";
import { enqueue, makePackage, makeUser } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("an account is found, disabled and enabled again; its own history tells who did it", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api, { name: "Ada Test" });
  await login(seeded.admin);
  await page.goto("/admin/users");
  await page.getByLabel("Search users").fill(user.email);
  await expect(page).toHaveURL(/q=/);
  await page.getByRole("link", { name: user.email }).click();
  await expect(page).toHaveURL(new RegExp(`user=${user.id}`));
  const drawer = page.getByRole("dialog", { name: "User", exact: true });
  await expect(drawer.getByText("Ada Test", { exact: true })).toBeVisible();

  await drawer.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Disable account" }).click();
  const question = page.getByRole("dialog", { name: `Disable ${user.email}?` });
  await expect(question.getByText(/Within 10 s every session/)).toBeVisible();
  await question.getByRole("button", { name: "Disable account" }).click();
  await expect(drawer.getByText("Disabled").first()).toBeVisible();
  await expect(drawer.getByRole("region", { name: "Audit" }).getByText(`by ${seeded.admin.email}`)).toBeVisible();
  await expectAccessible(page);

  await drawer.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Enable account" }).click();
  await page
    .getByRole("dialog", { name: `Enable ${user.email}?` })
    .getByRole("button", { name: "Enable account" })
    .click();
  await expect(drawer.getByText("Active", { exact: true })).toBeVisible();
});

test("a password link is shown once and works; a package is cancelled with a warning", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api);
  await enqueue(api, user.id, (await makePackage(api, { name: `Gone ${user.uid}` })).id);
  await login(seeded.admin);
  await page.goto(`/admin/users?user=${user.id}`);
  const drawer = page.getByRole("dialog", { name: "User", exact: true });
  await drawer.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Password link" }).click();
  await page
    .getByRole("dialog", { name: /^Make a password link/ })
    .getByRole("button", { name: "Make link" })
    .click();
  const secret = page.getByRole("dialog", { name: `Password link of ${user.email}` });
  const link = (await secret.locator("code").textContent()) ?? "";
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/password#.{20,}$/);
  await secret.getByRole("button", { name: "I have copied it" }).click();

  await drawer.getByRole("button", { name: `Cancel package Gone ${user.uid}` }).click();
  const question = page.getByRole("dialog", { name: `Cancel Gone ${user.uid}?` });
  await expect(question.getByText(/the user loses all nodes/)).toBeVisible();
  await question.getByRole("button", { name: "Cancel package" }).click();
  await expect(drawer.getByRole("listitem").filter({ hasText: `Gone ${user.uid}` })).toContainText("cancelled");
});

test("the drawer says when a user cannot be loaded, and tries again", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api);
  await login(seeded.admin);
  const one = `**/api/v1/admin/users/${user.id}`;
  await page.route(one, (route) => route.fulfill({ status: 404, json: { code: "not_found", detail: "User not found" } }));
  await page.goto(`/admin/users?user=${user.id}`);
  const drawer = page.getByRole("dialog", { name: "User", exact: true });
  await expect(drawer.getByText("Could not load the user")).toBeVisible();
  await expectAccessible(page);
  await page.unroute(one);
  await drawer.getByRole("button", { name: "Try again" }).click();
  await expect(drawer.getByRole("heading", { name: user.email })).toBeVisible();
});
