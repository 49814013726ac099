import { readFile } from "node:fs/promises";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

const newEmail = () => `${crypto.randomUUID().slice(0, 8)}@example.test`;

test("a file is checked, its problems stand by line and column, its good rows are imported with links", async ({ page, seeded, login }) => {
  const [ada, grace] = [newEmail(), newEmail()];
  const csv = `email;name;role\r\n${ada};Lovelace, Ada;\r\n${seeded.user.email};Taken;user\r\nnobody;No Body;owner\r\n${grace};Grace;admin\r\n`;
  await login(seeded.admin);
  await page.goto("/admin/users");
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByLabel("CSV file").setInputFiles({ name: "users.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${csv}`) });
  await page.getByRole("button", { name: "Check file" }).click();

  const problems = page.getByRole("region", { name: "Problems" });
  await expect(problems.getByRole("row").filter({ hasText: "Line 3" })).toContainText("There is an account with this e-mail already");
  await expect(problems.getByRole("row").filter({ hasText: "Line 4" })).toHaveCount(2);
  await expect(page.getByRole("region", { name: "New users" }).getByRole("row").filter({ hasText: grace })).toContainText("admin");
  await expectAccessible(page);
  const saved = page.waitForEvent("download");
  await problems.getByRole("button", { name: "CSV" }).click();
  expect((await readFile(await (await saved).path(), "utf8")).split("\r\n")[1]).toBe(
    `3,email,already_exists,There is an account with this e-mail already,${seeded.user.email}`,
  );

  await page.getByLabel(/^Make a password link for each/).check();
  await page.getByRole("button", { name: "Import the 2 good rows, leave out 2" }).click();
  await expect(page.getByText("2 users were created, 2 rows were left out.")).toBeVisible();
  await expectAccessible(page);
  const links = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save links" }).click();
  const lines = (await readFile(await (await links).path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(new RegExp(`^${ada},"Lovelace, Ada",http://127\\.0\\.0\\.1:\\d+/password#.{20,},`));
  await expect(page.getByText("The links are in the file")).toBeVisible();
  await page.getByRole("link", { name: "To the users" }).click();
  await expect(page.getByRole("link", { name: ada })).toBeVisible();
});

test("by keyboard: type, check, import; a file that cannot be read says where", async ({ page, seeded, login }) => {
  const email = newEmail();
  await login(seeded.admin);
  await page.goto("/admin/users/import");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const text = page.getByLabel("Or its text");
  await text.focus();
  await page.keyboard.insertText('email,phone\n"a@example.test,1');
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Problems" }).getByRole("row").nth(1)).toContainText("opened here and never closed");
  await expect(page.getByRole("region", { name: "Import", exact: true })).toHaveCount(0);

  await text.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(`email\n${email}`);
  await expect(page.getByRole("region", { name: "Problems" })).toHaveCount(0);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const write = page.getByRole("button", { name: "Import 1 user" });
  await expect(write).toBeVisible();
  await write.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 user was created")).toBeVisible();
});

test("what changed since the check is checked again; another encoding says what to do", async ({ page, api, seeded, login }) => {
  const [one, two] = [newEmail(), newEmail()];
  await login(seeded.admin);
  await page.goto("/admin/users/import");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name: "latin.csv", mimeType: "text/csv", buffer: Buffer.from("email,name\nzo\xeb@x.org,Zo\xeb", "latin1") });
  await expect(page.getByText(/The file is not UTF-8/)).toBeVisible();
  await page.getByLabel("Or its text").fill(`email\n${one}\n${two}`);
  await page.getByRole("button", { name: "Check file" }).click();
  await expect(page.getByRole("button", { name: "Import 2 users" })).toBeVisible();
  await api.post("/api/v1/admin/users", { email: two });
  await page.getByRole("button", { name: "Import 2 users" }).click();
  await expect(page.getByText(/Nothing was imported: 1 of 2 rows is wrong/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Import the 1 good row, leave out 1" })).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the report is cards, and nothing sticks out", async ({ page, seeded, login }) => {
    await login(seeded.admin);
    await page.goto("/admin/users/import");
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await page.getByLabel("Or its text").fill(`email,name,role\n${newEmail()},Ada,user\n${"x".repeat(90)},,owner`);
    await page.getByRole("button", { name: "Check file" }).tap();
    await expect(page.getByRole("region", { name: "Problems" })).toBeVisible();
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
