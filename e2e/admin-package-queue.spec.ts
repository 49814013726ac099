import { expectAccessible } from "./fixtures/accessible.ts";
import type { Api } from "./fixtures/api.ts";
import { enqueue, makePackage, makeUser } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

/** A user with one active package of 10 GiB and those that wait behind it, named A, B, C and the user's uid. */
async function makeBuyer(api: Api) {
  const user = await makeUser(api);
  const items: Record<string, { id: string; name: string; series: string }> = {};
  for (const letter of ["A", "B", "C", "D"]) {
    const name = `${letter} ${user.uid}`;
    const plan = await makePackage(api, { name });
    items[letter] = { id: (await enqueue(api, user.id, plan.id)).id, name, series: plan.series };
  }
  const item = (letter: string) => items[letter] ?? { id: "", name: "", series: "" };
  return { user, item };
}

test("found by e-mail, counted by status and by series", async ({ page, api, seeded, login }) => {
  const { user, item } = await makeBuyer(api);
  await login(seeded.admin);
  await page.goto("/admin/package-queue");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search by e-mail")).toBeFocused();
  await page.keyboard.type(user.email);
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByText("4 items", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "3 waiting", exact: true }).click();
  await expect(page).toHaveURL(/status=in_queue/);
  await expect(page.getByText("3 items", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: `1 waiting of ${item("C").name}` }).click();
  await expect(page).toHaveURL(new RegExp(`series=${item("C").series}`));
  await expect(page.getByText("1 item", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: `${item("C").name}, show all series` }).click();
  await expect(page.getByText("3 items", { exact: true })).toBeVisible();
});

test("Enter opens an item: whose it is, what it holds, who changed it", async ({ page, api, seeded, login }) => {
  const { user, item } = await makeBuyer(api);
  await login(seeded.admin);
  await page.goto(`/admin/package-queue?user=${user.id}&status=in_queue`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole("table", { name: "items" })
    .getByRole("row")
    .filter({ hasText: item("D").name })
    .focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Queue item" });
  await expect(drawer.getByRole("heading", { name: item("D").name })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`item=${item("D").id}`));
  await expect(drawer.getByRole("link", { name: user.email })).toHaveAttribute("href", `/admin/users/${user.id}`);
  await expect(drawer.getByRole("region", { name: "Audit" }).getByText("Enqueue")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
});

test("the order changes by keyboard, keeps the focus and is told; somebody else's change is not overrun", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const { user, item } = await makeBuyer(api);
  await login(seeded.admin);
  await page.goto(`/admin/package-queue?user=${user.id}&item=${item("C").id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const drawer = page.getByRole("dialog", { name: "Queue item" });
  const waiting = drawer.getByRole("region", { name: "What waits, in order" }).getByRole("listitem");
  const order = ["B", "C", "D"].map((letter) => new RegExp(item(letter).name));
  await expect(waiting).toContainText(order);
  const up = drawer.getByRole("button", { name: new RegExp(`Move up: ${item("C").name}`) });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(waiting).toContainText(["C", "B", "D"].map((letter) => new RegExp(item(letter).name)));
  await expect(drawer.getByRole("status").filter({ hasText: `${item("C").name} is number 1 of 3` })).toBeAttached();
  await expect(up).toBeFocused();
  await expect(up).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(waiting).toContainText(["B", "D", "C"].map((letter) => new RegExp(item(letter).name)));
  await expect(drawer.getByRole("region", { name: "Audit" }).getByText("place: 1 → 3")).toBeVisible();

  // What somebody else does meanwhile appears by itself.
  await api.post(`/api/v1/admin/package-queue/${item("D").id}/reorder`, { before: item("B").id });
  await expect(waiting).toContainText(["D", "B", "C"].map((letter) => new RegExp(item(letter).name)));
  // This page has not heard of the next change: its own move is refused.
  await page.route(`**/api/v1/admin/package-queue/${item("B").id}/reorder`, async (route) => {
    await api.post(`/api/v1/admin/package-queue/${item("C").id}/reorder`, { before: item("D").id });
    await route.continue();
  });
  await drawer.getByRole("button", { name: new RegExp(`Move first: ${item("B").name}`) }).click();
  await expect(drawer.getByRole("alert")).toContainText("The queue has changed since it was looked at");
  await expect(waiting).toContainText(["C", "D", "B"].map((letter) => new RegExp(item(letter).name)));
});

test("a quota that would end the package says so and asks; confirmed, the next one starts", async ({ page, api, seeded, login }) => {
  const { user, item } = await makeBuyer(api);
  await login(seeded.admin);
  await page.goto(`/admin/package-queue?item=${item("A").id}`);
  const drawer = page.getByRole("dialog", { name: "Queue item" });
  await drawer.getByRole("button", { name: "Adjust quota" }).click();
  const dialog = page.getByRole("dialog", { name: `Adjust ${item("A").name} of ${user.email}` });
  await dialog.getByLabel("Traffic").fill("5");
  await expect(dialog.getByText("Quota now 10.0 GiB, new 15.0 GiB; used 0 B.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(drawer.getByText("+5.00 GiB")).toBeVisible();

  await drawer.getByRole("button", { name: "Adjust quota" }).click();
  await dialog.getByLabel("Give or take away").selectOption("take");
  await dialog.getByLabel("Traffic").fill("15");
  await dialog.getByLabel("Reason").fill("paid back");
  await dialog.getByRole("button", { name: "Adjust quota" }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    `Used 0 B of the new quota 0 B: the package ends now and ${item("B").name} starts.`,
  );
  await expectAccessible(page);
  // Another amount is another question.
  await dialog.getByLabel("Traffic").fill("14");
  await expect(dialog.getByRole("button", { name: "Adjust quota" })).toBeVisible();
  await dialog.getByLabel("Traffic").fill("15");
  await dialog.getByRole("button", { name: "Adjust and end the package" }).click();
  await expect(dialog).toBeHidden();
  await expect(drawer.getByText("Consumed by traffic")).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Adjust quota" })).toBeHidden();
  await expect(drawer.getByRole("region", { name: "Audit" }).getByText("reason: paid back")).toBeVisible();
  await page.goto(`/admin/package-queue?user=${user.id}&status=active`);
  await expect(page.getByRole("row").filter({ hasText: user.email })).toContainText(item("B").name);
});

test("cancelling says what is lost and what starts", async ({ page, api, seeded, login }) => {
  const { user, item } = await makeBuyer(api);
  await login(seeded.admin);
  await page.goto(`/admin/package-queue?item=${item("A").id}`);
  const drawer = page.getByRole("dialog", { name: "Queue item" });
  await drawer.getByRole("button", { name: "Cancel package" }).click();
  const question = page.getByRole("dialog", { name: `Cancel ${item("A").name} of ${user.email}?` });
  await expect(question).toContainText(
    `10.0 GiB that are left of it are lost, and ${item("B").name} starts at once. This cannot be undone.`,
  );
  await question.getByRole("button", { name: "Cancel package" }).click();
  await expect(drawer.getByText("Cancelled", { exact: true })).toBeVisible();
});

test("a package is queued for a user who is searched, and found by its order", async ({ page, api, seeded, login }) => {
  const { user, item } = await makeBuyer(api);
  await login(seeded.admin);
  await page.goto("/admin/package-queue");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Queue a package" }).click();
  const dialog = page.getByRole("dialog", { name: "Queue a package" });
  await dialog.getByLabel("User", { exact: true }).fill(user.email);
  await dialog.getByRole("button", { name: `Choose ${user.email}` }).click();
  await dialog
    .getByLabel("Package")
    .selectOption({ label: (await dialog.getByRole("option", { name: item("C").name }).textContent()) ?? "" });
  await dialog.getByLabel("Order number").fill(`order ${user.uid}`);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add package" }).click();
  await expect(dialog).toBeHidden();
  await page.getByLabel("Whole order number").fill(`order ${user.uid}`);
  await expect(page.getByText("1 item", { exact: true })).toBeVisible();
});

test("on a phone: cards, nothing sticks out, the drawer and its dialogs are whole", async ({ page, api, seeded, login }) => {
  const { user, item } = await makeBuyer(api);
  await page.setViewportSize({ width: 390, height: 844 });
  await login(seeded.admin);
  await page.goto(`/admin/package-queue?user=${user.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText("4 items", { exact: true })).toBeVisible();
  const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overhang(), "pixels beyond the screen").toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page
    .getByRole("row")
    .filter({ hasText: item("B").name })
    .last()
    .getByRole("link", { name: user.email })
    .click();
  const drawer = page.getByRole("dialog", { name: "Queue item" });
  await expect(drawer.getByRole("listitem").filter({ hasText: "(this one)" })).toBeVisible();
  expect(await drawer.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await drawer.getByRole("button", { name: "Adjust quota" }).click();
  await expectAccessible(page);
});
