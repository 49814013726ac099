import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { makeUser } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

const Key = z.object({ id: z.uuid(), key: z.string() });

test("a key is made by keyboard, shown once, and works", async ({ page, api, seeded, login }) => {
  const name = `script ${crypto.randomUUID().slice(0, 8)}`;
  await login(seeded.admin);
  await page.goto("/admin/keys");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New key" }).first().press("Enter");
  const dialog = page.getByRole("dialog", { name: "New API key" });
  await dialog.getByRole("button", { name: "Create key" }).press("Enter");
  await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByText("must not be empty")).toBeVisible();
  await expect(dialog.getByRole("group", { name: "Permissions" })).toContainText("must hold at least one permission");
  await expectAccessible(page);

  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Expires", { exact: true }).selectOption("custom");
  await dialog.getByLabel("Expires at").fill("2020-01-01T00:00");
  await dialog.getByRole("checkbox", { name: "users: read" }).press("Space");
  await dialog.getByRole("checkbox", { name: "users: write" }).press("Space");
  await dialog.getByRole("button", { name: "Create key" }).press("Enter");
  await expect(dialog.getByText("must be in the future")).toBeVisible();
  await dialog.getByLabel("Expires", { exact: true }).selectOption("30");
  await dialog.getByRole("button", { name: "Create key" }).press("Enter");

  const secret = page.getByRole("dialog", { name: `New key ${name}` });
  const key = (await secret.locator("code").first().textContent()) ?? "";
  expect(key).toMatch(/^fl_\w+_\S{20,}$/);
  await secret.getByRole("button", { name: "I have copied it" }).press("Enter");
  await expect(page.getByText(key)).toHaveCount(0);
  expect((await api.as(key).get("/api/v1/me")).status).toBe(200);
  await expect(page.getByRole("link", { name })).toBeVisible();
});

test("a key is renamed and revoked; what it did and what was done to it are told", async ({ page, api, seeded, login }) => {
  const name = `script ${crypto.randomUUID().slice(0, 8)}`;
  const { id, key } = await api.must(Key, "POST", "/api/v1/admin/api-keys", { name, permissions: ["users:read", "users:write"] });
  const script = api.as(key);
  await makeUser(script);
  await login(seeded.admin);
  await page.goto(`/admin/keys?key=${id}`);
  const drawer = page.getByRole("dialog", { name: "API key", exact: true });
  await expect(drawer.getByText("users (read, write)")).toBeVisible();
  await expect(drawer.getByRole("region", { name: "What it did" }).getByText("Create", { exact: true })).toBeVisible();
  await drawer.getByRole("textbox", { name: "Name" }).fill(`${name} 2`);
  await drawer.getByRole("button", { name: "Rename" }).press("Enter");
  await expect(drawer.getByRole("heading", { name: `${name} 2` })).toBeVisible();
  await drawer.getByRole("button", { name: "Revoke" }).press("Enter");
  const question = page.getByRole("dialog", { name: `Revoke ${name} 2?` });
  await expect(question.getByText(/It may do: users \(read, write\)/)).toBeVisible();
  await question.getByRole("button", { name: "Revoke key" }).press("Enter");
  await expect(drawer.getByText("Revoked", { exact: true }).first()).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Revoke" })).toHaveCount(0);
  await expect(drawer.getByRole("region", { name: "What was done to it" }).getByText("Revoke", { exact: true })).toBeVisible();
  await expectAccessible(page);
  expect((await script.get("/api/v1/me")).status).toBe(401);
});

test("keys by state; on a phone they are cards and nothing sticks out", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/keys?state=active");
  await expect(page.getByRole("row").first()).toBeVisible();
  await expect(page.getByRole("cell").getByText("Revoked", { exact: true })).toHaveCount(0);
  await page.getByText("Expired", { exact: true }).click();
  await expect(page).toHaveURL(/state=expired/);
  await expect(page.getByText("No key is expired")).toBeVisible();
  await page.getByRole("button", { name: "New key" }).first().click();
  await expect(page.getByRole("dialog", { name: "New API key" })).toBeVisible();
  await expectAccessible(page);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
});
