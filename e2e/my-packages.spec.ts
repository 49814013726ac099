import { expectAccessible } from "./fixtures/accessible.ts";
import { enqueue, makePackage, makeSmallFleet, makeUser, pushUniProxy, userPassword } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("a user sees what is left, is warned at 80 %, and the next package takes over by itself, live", async ({ page, api, login }) => {
  const { server, user, plan, item } = await makeSmallFleet(api);
  const next = await makePackage(api, { name: `Next ${user.uid}`, expireSeconds: 7 * 86_400 });
  await enqueue(api, user.id, next.id);
  const given = await api.post(`/api/v1/admin/package-queue/${item.id}/adjust-quota`, { adjustQuota: String(-9 * 2 ** 30) });
  expect(given.status).toBe(200);
  await login({ email: user.email, password: userPassword });
  await page.goto("/my/packages");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const active = page.getByRole("region", { name: "Active" });
  await expect(active.getByRole("img", { name: "0 % used" })).toBeVisible();
  await expect(active.getByText("10.0 GiB of the package less 9.00 GiB taken back")).toBeVisible();
  await expect(active.getByText(/it lasts to its end; what is left then is lost/)).toBeVisible();
  const waiting = page.getByRole("region", { name: "Waiting" }).getByRole("listitem");
  await expect(waiting).toHaveCount(1);
  await expect(waiting).toContainText(`Next ${user.uid}`);
  await expect(waiting).toContainText(/7 days from its start.*Starts when the active package is used up, at the latest on/);
  await expect(page.getByText("Nothing has ended yet")).toBeVisible();
  await expectAccessible(page);

  // × 1.5: 85 % of the GiB that the quota is now.
  await pushUniProxy(api, server, { [user.uid]: [100_000_000, 508_500_000] });
  await expect(active.getByTitle("912,750,000 bytes")).toBeVisible();
  await expect(active.getByRole("img", { name: "85 % used" })).toBeVisible();
  await expect(active.getByText(/it runs out in .* before its time is over/)).toBeVisible();
  await expect(waiting).toContainText("by the forecast on");
  await api.post("/api/v1/admin/jobs/usage.bill-traffic/run");
  await expect(page.getByText(/^85 % of package .* is used$/)).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText(`The next package, Next ${user.uid}, starts by itself then.`)).toBeVisible();
  await expectAccessible(page);

  await pushUniProxy(api, server, { [user.uid]: [1, 200_000_000] });
  await api.post("/api/v1/admin/jobs/usage.bill-traffic/run");
  await expect(active.getByText(`Next ${user.uid}`)).toBeVisible({ timeout: 40_000 });
  const past = page.getByRole("row", { name: "Used up" });
  await expect(past.getByTitle("1,212,750,002 bytes")).toBeVisible();
  await expect(past.getByTitle("150,000,002 bytes")).toBeVisible();
  await expect(past.getByTitle("1,062,750,000 bytes")).toBeVisible();
  await expect(page.getByText("Nothing waits")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "is used" })).toHaveCount(0);
  expect(plan.id).not.toBe(next.id);
});

test("a user without a package is told what that means; a cancelled one stays as past", async ({ page, api, login }) => {
  const user = await makeUser(api);
  await login({ email: user.email, password: userPassword });
  await page.goto("/my");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page).toHaveURL(/\/my\/packages$/);
  await expect(page.getByText(/No nodes are offered until one is active/)).toBeVisible();
  await expectAccessible(page);

  const { id } = await enqueue(api, user.id, (await makePackage(api, { name: `Gone ${user.uid}` })).id);
  await expect(page.getByRole("region", { name: "Active" }).getByText(`Gone ${user.uid}`)).toBeVisible();
  await api.post(`/api/v1/admin/package-queue/${id}/cancel`, {});
  await expect(page.getByRole("row", { name: `Gone ${user.uid}` })).toContainText("Cancelled");
  await expect(page.getByText(/No nodes are offered until one is active/)).toBeVisible();
});

test("a phone gets the ring first, cards of what ended, and nothing sticks out", async ({ page, api, login }) => {
  const { user, plan } = await makeSmallFleet(api);
  const { id } = await enqueue(api, user.id, plan.id);
  await enqueue(api, user.id, plan.id);
  await api.post(`/api/v1/admin/package-queue/${id}/cancel`, {});
  await login({ email: user.email, password: userPassword });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/my/packages");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("img", { name: "0 % used" })).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveCount(0);
  await expect(page.getByRole("row", { name: "Cancelled" })).toContainText("never");
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
