import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

test("everything by keyboard: skip link, palette, shortcuts, menus", async ({ page, login }) => {
  await login();
  await page.goto("/my");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  // The shortcuts work once the page is alive, which the pill tells.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("combobox", { name: "Page or action" });
  await expect(palette).toBeFocused();
  await palette.fill("nod");
  await expect(page.getByRole("option", { name: /Nodes/ })).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/my\/nodes$/);
  await expect(page.getByRole("heading", { level: 1, name: "Nodes" })).toBeVisible();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeHidden();

  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page).toHaveURL(/\/my\/usage$/);

  await page.getByRole("button", { name: "Theme" }).press("Enter");
  await expect(page.getByRole("menuitemcheckbox", { name: "Light" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-color-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-color-scheme", "dark");
});

test("arrow keys walk the rows of a table, Enter opens one", async ({ page, login }) => {
  await login();
  await page.goto("/my/nodes");
  const row = page.getByRole("row").nth(1);
  await row.focus();
  await expect(row).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/my\/nodes\/\d+$/);
});
