import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("a phone gets cards, a drawer and no sideways scrolling", async ({ page, login }) => {
  await login();
  for (const path of ["/my", "/my/usage", "/my/nodes"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("slider").first()).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `sideways overflow of ${path}`).toBe(0);
    await expectAccessible(page);
  }
  await expect(page.getByRole("columnheader")).toHaveCount(0);
  await expect(page.getByRole("cell", { name: "×1.5" }).first()).toBeVisible();

  await page.getByRole("button", { name: "Open navigation" }).tap();
  const drawer = page.getByRole("dialog", { name: "Fleetlight" });
  await drawer.getByRole("link", { name: "Overview" }).tap();
  await expect(page).toHaveURL(/\/my$/);
  await expect(drawer).toBeHidden();
});

test("right-to-left turns the page around and keeps it whole", async ({ page, login }) => {
  await login();
  await page.goto("/my");
  await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
  const overflow = await page.evaluate(() => Math.abs(document.documentElement.scrollWidth - document.documentElement.clientWidth));
  expect(overflow).toBe(0);
  const burger = await page.getByRole("button", { name: "Open navigation" }).boundingBox();
  expect(burger?.x).toBeGreaterThan(195);
});
