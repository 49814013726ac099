import { expectAccessible } from "./fixtures/accessible.ts";
import { pushUniProxy, userPassword } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

const short = () => crypto.randomUUID().slice(0, 8);

test("an operator makes server, node, package and user in the console; the first push stands on the user's page to the byte", async ({
  page,
  api,
  seeded,
  login,
  context,
}) => {
  // A group of its own: this user sees this node only.
  const group = String(1_000_000 + Math.floor(Math.random() * 1_000_000_000));
  const names = { server: `srv-${short()}`, node: `Node ${short()}`, package: `Plan ${short()}`, email: `${short()}@example.test` };
  await login(seeded.admin);

  await page.goto("/admin/servers");
  await page.getByRole("button", { name: "New server" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill(names.server);
  await form.getByRole("button", { name: "Create server" }).click();
  const secret = page.getByRole("dialog", { name: `${names.server} is ready to report` });
  const token = (await secret.locator("code").first().textContent()) ?? "";
  await expect(secret.locator("code").last()).toContainText(token);
  await expectAccessible(page);
  await secret.getByRole("button", { name: "I have copied it" }).click();

  await page.getByLabel("Search servers").fill(names.server);
  await expect(page).toHaveURL(/q=srv-/);
  await page.getByRole("link", { name: names.server }).click();
  await expect(page).toHaveURL(/\/admin\/servers\/\d+$/);
  const serverId = Number(page.url().split("/").at(-1));
  await page.getByRole("button", { name: "New node" }).click();
  const node = page.getByRole("dialog", { name: "New node" });
  await node.getByLabel("Name").fill(names.node);
  await node.getByLabel("Traffic factor").fill("1.5");
  await node.getByLabel("Groups").fill(group);
  await node.getByRole("button", { name: "Create node" }).click();
  await expect(page.getByRole("row", { name: names.node })).toContainText("×1.5");

  await page.goto("/admin/packages");
  await page.getByRole("button", { name: "New package" }).click();
  const plan = page.getByRole("dialog", { name: "New package" });
  await plan.getByLabel("Name").fill(names.package);
  await plan.getByLabel("Traffic", { exact: true }).fill("1.5");
  await plan.getByLabel("Group").fill(group);
  await plan.getByRole("button", { name: "Create package" }).click();
  const sold = page.getByRole("dialog", { name: "Package", exact: true });
  await expect(sold.getByRole("heading", { name: `${names.package}, version 1` })).toBeVisible();
  await sold.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("row", { name: names.package })).toContainText("1.50 GiB");

  await page.goto("/admin/users");
  await page.getByRole("button", { name: "New user" }).click();
  const account = page.getByRole("dialog", { name: "New user" });
  await account.getByLabel("E-mail").fill(names.email);
  await account.getByLabel("Password", { exact: false }).first().fill("short");
  await account.getByRole("button", { name: "Create user" }).click();
  await expect(account.getByText("must have at least 10 characters")).toBeVisible();
  await account.getByLabel("Password", { exact: false }).first().fill(userPassword);
  await account.getByRole("button", { name: "Create user" }).click();

  await expect(page).toHaveURL(/\/admin\/users\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: names.email })).toBeVisible();
  await page.getByRole("button", { name: "Add package" }).click();
  const adding = page.getByRole("dialog", { name: `Add a package for ${names.email}` });
  await adding.getByLabel("Package").selectOption({ label: `${names.package}: 1.5 GiB, 30 days` });
  await adding.getByRole("button", { name: "Add package" }).click();
  const packages = page.getByRole("region", { name: "Packages", exact: true });
  await expect(packages.getByRole("listitem").filter({ hasText: names.package })).toContainText("active");
  await expectAccessible(page);

  const uid = Number((await page.getByRole("button", { name: /^Copy uid / }).getAttribute("aria-label"))?.split(" ").at(-1));
  const answer = await pushUniProxy(api, { id: serverId, token }, { [uid]: [1000, 2001], 999999999: [1, 1] });
  expect(answer.status).toBe(200);

  await page.goto(`/admin/servers/${serverId}`);
  const reports = page.getByRole("region", { name: "Last reports" });
  await expect(reports.getByText("Partly rejected")).toBeVisible();
  await expect(reports.getByText("no user has this id")).toBeVisible();

  // An open page notices that it is signed out and goes to sign in, in the middle of what comes next.
  await page.goto("about:blank");
  await context.clearCookies();
  await login({ email: names.email, password: userPassword });
  await page.goto("/my");
  await expect(page.getByTitle("3,001 bytes").first()).toBeVisible();
  await expect(page.getByTitle("4,502 bytes").first()).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(names.node) }).first()).toBeVisible();
});
