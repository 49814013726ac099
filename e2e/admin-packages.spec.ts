import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { enqueue, makePackage, makeUser } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

const short = () => crypto.randomUUID().slice(0, 8);

test("a package is made, and gets a second version that says what changes", async ({ page, seeded, login }) => {
  const name = `Plan ${short()}`;
  await login(seeded.admin);
  await page.goto("/admin/packages");
  await page.getByRole("button", { name: "New package" }).first().click();
  const creating = page.getByRole("dialog", { name: "New package" });
  await creating.getByLabel("Name").fill(name);
  await creating.getByLabel("Traffic", { exact: true }).fill("a lot");
  await creating.getByRole("button", { name: "Create package" }).click();
  await expect(creating.getByText("must be a whole number of bytes as text")).toBeVisible();
  await expect(creating.getByLabel("Traffic", { exact: true })).toBeFocused();
  await expectAccessible(page);
  await creating.getByLabel("Traffic", { exact: true }).fill("1.5");
  await creating.getByRole("button", { name: "Create package" }).click();

  const drawer = page.getByRole("dialog", { name: "Package", exact: true });
  await expect(drawer.getByRole("heading", { name: `${name}, version 1` })).toBeVisible();
  await drawer.getByRole("button", { name: "New version" }).click();
  const version = page.getByRole("dialog", { name: `New version of ${name}` });
  await expect(version.getByText("Nothing changes yet")).toBeVisible();
  await expect(version.getByRole("button", { name: "Create version" })).toBeDisabled();
  await version.getByLabel("Traffic", { exact: true }).fill("2");
  await version.getByLabel("Lasts").fill("36");
  await version.getByLabel("Unit of time").selectOption("hours");
  await expect(version.getByText("Traffic: 1.5 GiB → 2 GiB")).toBeVisible();
  await expect(version.getByText("Lasts: 30 days → 1 d 12 h")).toBeVisible();
  await expectAccessible(page);
  await version.getByRole("button", { name: "Create version" }).click();
  await expect(drawer.getByRole("heading", { name: `${name}, version 2` })).toBeVisible();
  await expect(drawer.getByRole("region", { name: "Versions" }).getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row", { name })).toContainText("v2 of 2");
});

test("the older version is sold again, retired, sold once more; its history tells who", async ({ page, api, seeded, login }) => {
  const name = `Plan ${short()}`;
  const { id, series } = await makePackage(api, { name });
  await makePackage(api, { name, series });
  await login(seeded.admin);
  await page.goto(`/admin/packages?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name }).click();
  const drawer = page.getByRole("dialog", { name: "Package", exact: true });
  await expect(drawer.getByRole("heading", { name: `${name}, version 2` })).toBeVisible();

  const versions = drawer.getByRole("region", { name: "Versions" });
  await versions.getByRole("link", { name: `v1 ${name}` }).click();
  await expect(page).toHaveURL(new RegExp(`package=${id}`));
  await expect(drawer.getByRole("heading", { name: `${name}, version 1` })).toBeVisible();
  const choose = async (item: string, question: string | RegExp, button: string) => {
    await drawer.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await page.getByRole("dialog", { name: question }).getByRole("button", { name: button }).click();
  };
  await choose("Make master", "Make version 1 the master?", "Make master");
  await expect(versions.getByRole("link", { name: `v1 ${name}` })).toContainText("Sold now");
  await expect(versions.getByRole("link", { name: `v2 ${name}` })).toContainText("Sold by its id");

  await choose("Retire", /^Retire/, "Retire package");
  await expect(versions.getByRole("link", { name: `v1 ${name}` })).toContainText("Retired");
  const { id: userId } = await makeUser(api);
  const refused = await api.post("/api/v1/admin/package-queue", { userId, series });
  expect([refused.status, refused.json]).toMatchObject([409, { code: "wrong_state", state: { retired: true } }]);
  await expectAccessible(page);
  await choose("Sell again", /^Sell/, "Sell again");
  await expect(versions.getByRole("link", { name: `v1 ${name}` })).toContainText("Sold now");
  const audit = drawer.getByRole("region", { name: "Audit of version 1" });
  for (const action of ["Create", "Make master", "Retire", "Unretire"])
    await expect(audit.getByText(action, { exact: true })).toBeVisible();
  await expect(audit.getByText(`by ${seeded.admin.email}`).first()).toBeVisible();
});

test("a running package is not deleted: it says how many use it, and is retired instead; one that nobody bought goes", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const name = `Plan ${short()}`;
  const first = await makePackage(api, { name });
  const user = await makeUser(api);
  for (let count = 0; count < 3; count++) await enqueue(api, user.id, first.id);
  const second = await makePackage(api, { name: `${name} new`, series: first.series });
  await login(seeded.admin);
  await page.goto(`/admin/packages?package=${first.id}`);
  const drawer = page.getByRole("dialog", { name: "Package", exact: true });
  const askToDelete = async () => {
    await drawer.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    const asking = page.getByRole("dialog", { name: /^Delete/ });
    await asking.getByRole("button", { name: "Delete package" }).click();
    return asking;
  };
  const question = await askToDelete();
  await expect(question.getByText(/The series is running: 1 active, 2 waiting\./)).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Retire instead" }).click();
  const retiring = page.getByRole("dialog", { name: `Retire ${name}, version 1?` });
  await expect(retiring.getByText(/What was bought goes on: 1 active, 2 waiting\./)).toBeVisible();
  await retiring.getByRole("button", { name: "Retire package" }).click();
  await expect(drawer.getByText("Retired").first()).toBeVisible();

  // Nobody uses the series any more, and nobody ever bought its second version: the first is the master again.
  const { items } = await api.must(
    z.object({ items: z.array(z.object({ id: z.uuid() })) }),
    "GET",
    `/api/v1/admin/package-queue?userId=${user.id}`,
  );
  for (const { id } of items) expect((await api.post(`/api/v1/admin/package-queue/${id}/cancel`, {})).status).toBe(200);
  await page.goto(`/admin/packages?package=${second.id}`);
  await askToDelete();
  await expect(drawer).toBeHidden();
  await expect(page.getByText(`${name} new, version 2, deleted`)).toBeVisible();
  expect((await api.get(`/api/v1/admin/packages/${first.id}`)).json).toMatchObject({ isMaster: true });
});

test("by keyboard: to the page, through the rows, into a drawer and its menu, and back", async ({ page, api, seeded, login }) => {
  const name = `Plan ${short()}`;
  await makePackage(api, { name });
  await login(seeded.admin);
  await page.goto("/admin");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/\/admin\/packages$/);
  await expect(page.getByRole("heading", { level: 1, name: "Packages" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search packages")).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByText("1 package", { exact: true })).toBeVisible();
  await page.getByRole("row").nth(1).focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Package", exact: true });
  await expect(drawer.getByRole("heading", { name: `${name}, version 1` })).toBeVisible();
  await drawer.getByRole("button", { name: "More actions" }).press("Enter");
  await expect(page.getByRole("menuitem", { name: "Show who has it" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const renaming = page.getByRole("dialog", { name: `Rename ${name}` });
  await renaming.getByLabel("Name").fill(`${name} renamed`);
  await page.keyboard.press("Enter");
  await expect(drawer.getByRole("heading", { name: `${name} renamed, version 1` })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/package=/);
});

test("a phone gets cards and a drawer of its width", async ({ page, api, seeded, login }) => {
  const name = `Plan ${short()}`;
  await makePackage(api, { name });
  await login(seeded.admin);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/admin/packages?q=${encodeURIComponent(name)}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveCount(0);
  await page.getByRole("link", { name }).click();
  const drawer = page.getByRole("dialog", { name: "Package", exact: true });
  await expect(drawer.getByRole("link", { name: `v1 ${name}` })).toBeVisible();
  await expectAccessible(page);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
});
