import { expectAccessible } from "./fixtures/accessible.ts";
import { makeSmallFleet, userPassword } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("a node's status changes on the page without a reload", async ({ page, api, login }) => {
  const { server, user } = await makeSmallFleet(api, { group: 71 });
  await login({ email: user.email, password: userPassword });
  await page.goto("/my/nodes");
  const row = page.getByRole("row", { name: /Frankfurt, Germany/ });
  await expect(row).toContainText("Offline");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();

  await api.as(undefined).get(`/api/v1/server/UniProxy/user?node_id=${server.id}&node_type=vless&token=${server.token}`);
  await expect(row).toContainText("Online");

  await api.post(`/api/v1/admin/node-servers/${server.id}/maintenance`, { on: true, reason: "new disk" });
  await expect(row).toContainText("Maintenance");
  await expect(row).toContainText("×1.5");
  await expectAccessible(page);

  await row.getByRole("link").click();
  await expect(page.getByText("new disk")).toBeVisible();
  await expectAccessible(page);
});

test("search, sort and columns of the node table", async ({ page, api, login }) => {
  const { server, user } = await makeSmallFleet(api, { group: 72 });
  for (const [name, trafficFactor] of [
    ["Berlin 10", "2"],
    ["Berlin 2", "0.5"],
  ])
    await api.post("/api/v1/admin/node-clients", { nodeServerId: server.id, name, trafficFactor, availableGroups: [72] });
  await login({ email: user.email, password: userPassword });
  await page.goto("/my/nodes");
  await expect(page.getByText("3 nodes")).toBeVisible();
  // Keys work once the page is alive, which the pill tells.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();

  await page.keyboard.press("/");
  await page.keyboard.type("berlin");
  await expect(page).toHaveURL(/q=berlin/);
  await expect(page.getByText("2 nodes")).toBeVisible();
  await page.getByRole("button", { name: "Node", exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.getByRole("row").nth(1)).toContainText("Berlin 2");
  await expect(page.getByRole("columnheader", { name: "Node" })).toHaveAttribute("aria-sort", "ascending");

  await page.getByRole("button", { name: "Choose columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Place" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Place" })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("row").nth(1)).toContainText("Berlin 2");
  await expect(page.getByRole("columnheader", { name: "Place" })).toHaveCount(0);

  await page.getByRole("searchbox").fill("nowhere");
  await expect(page.getByText("No node matches")).toBeVisible();
});

test("somebody else's node is not there", async ({ page, api, login, seeded }) => {
  const { user } = await makeSmallFleet(api);
  await login({ email: user.email, password: userPassword });
  const { client } = seeded;
  const answer = await page.goto(`/my/nodes/${client.id + 1_000_000}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await expectAccessible(page);
});
