import { expectAccessible } from "./fixtures/accessible.ts";
import { makeSmallFleet, pushUniProxy, userPassword } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("a user sees traffic to the byte: tiles, chart, table, ledger", async ({ page, api, login }) => {
  const { server, user } = await makeSmallFleet(api);
  await pushUniProxy(api, server, { [user.uid]: [1000, 2001] });
  await login({ email: user.email, password: userPassword });
  await page.goto("/my");

  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  // 1000 + 2001 raw; × 1.5 rounded half up per direction: 1500 + 3002.
  await expect(page.getByTitle("3,001 bytes").first()).toHaveText("2.93 KiB");
  await expect(page.getByTitle("4,502 bytes").first()).toHaveText("4.40 KiB");
  await expect(page.getByRole("img", { name: "0 % used" })).toBeVisible();

  const chart = page.getByRole("slider", { name: /Traffic, raw and billed/ });
  await expect(page.getByText(/By hour, Asia/)).toBeVisible();
  await chart.press("End");
  await expect(chart).toHaveAttribute(
    "aria-valuetext",
    /Raw download 1\.95 KiB, Raw upload 1000 B, Billed download 2\.93 KiB, Billed upload 1\.46 KiB/,
  );
  await page.getByRole("button", { name: "Show as table" }).click();
  const newest = page.getByRole("region", { name: "Traffic, raw and billed, as a table" }).getByRole("row").nth(1);
  await expect(newest.getByTitle("3,002 bytes")).toHaveText("2.93 KiB");
  await expectAccessible(page);

  await page.getByRole("link", { name: "Usage" }).click();
  const ledger = page.getByRole("table", { name: "lines" });
  await expect(ledger.getByRole("row")).toHaveCount(2);
  await expect(ledger.getByRole("row").nth(1)).toContainText("×1.5");
  await expect(page.getByRole("link", { name: "CSV" }).last()).toHaveAttribute("href", /\/api\/v1\/usage\/lines\?.*format=csv/);
  await expectAccessible(page);
});

test("ranges live in the URL: presets, drag and keys zoom, back, reset, previous period", async ({ page, login }) => {
  await login();
  await page.goto("/my");
  await page.getByRole("radio", { name: "7 d" }).check();
  await expect(page).toHaveURL(/range=7d/);
  const chart = page.getByRole("slider", { name: /Traffic/ });

  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart has no box");
  await page.mouse.move(box.x + box.width * 0.25, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 50, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await page.goBack();
  await expect(page).toHaveURL(/range=7d/);

  await chart.focus();
  await chart.press("Home");
  await chart.press("Shift+ArrowRight");
  await chart.press("Shift+ArrowRight");
  await chart.press("Enter");
  await expect(page).toHaveURL(/from=.*to=/);
  await page.getByRole("button", { name: "Reset range" }).click();
  await expect(page).toHaveURL(/\/my$/);

  await page.getByRole("button", { name: "Previous period" }).click();
  await expect(page).toHaveURL(/compare=true/);
  await expect(page.getByRole("button", { name: "Billed, previous period" })).toHaveAttribute("aria-pressed", "true");
});

test("a custom range is read in the chosen zone", async ({ page, login }) => {
  await login();
  await page.goto("/my/usage");
  await page.getByRole("button", { name: "Custom" }).click();
  const form = page.getByRole("dialog", { name: "Custom range" });
  await expect(form.getByLabel("Time zone")).toHaveValue(/^Asia\/Kath?mandu$/);
  await form.getByLabel("From").fill("2026-11-10T00:00");
  await form.getByLabel("To").fill("2026-11-09T00:00");
  await form.getByRole("button", { name: "Apply" }).click();
  await expect(form).toContainText("Must be after the beginning");
  await form.getByLabel("To").fill("2026-11-11T00:00");
  await form.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/from=2026-11-09T18:15:00\.000Z&to=2026-11-10T18:15:00\.000Z/);
  await expect(page.getByText("No lines in this range")).toBeVisible();
});
