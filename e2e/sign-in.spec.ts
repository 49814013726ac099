import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { makeUser, userPassword } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("wrong passwords are refused alike, then limited with a wait that is told", async ({ page, api }) => {
  const user = await makeUser(api);
  await page.goto("/sign-in");
  const submit = page.getByRole("button", { name: "Sign in" });
  for (const email of [user.email, `nobody-${user.email}`]) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await submit.click();
    await expect(page.getByRole("alert").filter({ hasText: "e-mail address or the password is wrong" })).toBeVisible();
  }
  await expectAccessible(page);

  await page.getByLabel("E-mail").fill(user.email);
  await expect(async () => {
    await submit.click({ timeout: 1000 });
    await expect(page.getByText(/Too many tries\. You can try again in \d+ s/)).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(submit).toBeDisabled();
  await expectAccessible(page);
});

test("sign-in leads back to where one came from, on this site only", async ({ page, api }) => {
  const user = await makeUser(api);
  const signIn = async () => {
    await page.getByLabel("E-mail").fill(user.email);
    await page.getByLabel("Password", { exact: true }).fill(userPassword);
    await page.keyboard.press("Enter");
  };
  await page.goto("/my/usage");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await signIn();
  await expect(page).toHaveURL(/\/my\/usage$/);

  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/sign-in?callbackUrl=https%3A%2F%2Fevil.example%2F");
  await signIn();
  await expect(page).toHaveURL(/\/my$/);
});

test("a one-time link sets the password", async ({ page, api }) => {
  const user = await makeUser(api);
  const { path } = await api.must(z.object({ path: z.string() }), "POST", `/api/v1/admin/users/${user.id}/password-link`, {});
  await page.goto(path);
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("must have at least 10 characters")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("New password").fill("a brand new password");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill(user.email);
  await page.getByLabel("Password", { exact: true }).fill("a brand new password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/my$/);
  await expect(page.getByText("No active package")).toBeVisible();
  await expectAccessible(page);
});
