import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

test("the sign-in page loads, speaks plainly and is accessible", async ({ page }) => {
  const answer = await page.goto("/sign-in");
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()["content-security-policy"]).toMatch(/script-src [^;]*'nonce-/);
  await expect(page.getByLabel(/e-?mail/i)).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await expectAccessible(page);
});

test("a page of the application asks a stranger to sign in and comes back", async ({ page }) => {
  await page.goto("/my");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the API reference shows its operations", async ({ page }) => {
  await page.goto("/docs/api");
  await expect(page.getByRole("heading", { name: "API reference" })).toBeVisible();
  await expect(
    page
      .getByRole("button", { name: "admin: users" })
      .or(page.getByRole("heading", { name: "admin: users" }))
      .first(),
  ).toBeVisible();
  await expectAccessible(page);
});
