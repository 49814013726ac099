import { expectAccessible } from "./fixtures/accessible.ts";
import { makeClient, makeServer } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("the factor of many nodes is changed at once, and the history of each tells it", async ({ page, api, seeded, login }) => {
  const server = await makeServer(api);
  await makeClient(api, server.id, { name: "bulk one" });
  await makeClient(api, server.id, { name: "bulk two", isDefault: false });
  await makeClient(api, server.id, { name: "left alone", isDefault: false });
  await login(seeded.admin);
  await page.goto(`/admin/clients?server=${server.id}`);
  for (const name of ["bulk one", "bulk two"]) await page.getByRole("row", { name }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Change 2 selected" }).click();

  const dialog = page.getByRole("dialog", { name: "Change 2 nodes" });
  await expect(dialog.getByText("bulk one, bulk two")).toBeVisible();
  await dialog.getByLabel("New traffic factor").fill("0");
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(dialog.getByText("must be more than 0")).toBeVisible();
  await dialog.getByLabel("New traffic factor").fill("2.25");
  await dialog.getByLabel("New speed limit").fill("100");
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(dialog.getByRole("list", { name: "What changes" }).getByRole("listitem")).toHaveText([
    "bulk onefactor ×1.5 → ×2.25 · speed limit none → 100 Mbit/s",
    "bulk twofactor ×1.5 → ×2.25 · speed limit none → 100 Mbit/s",
  ]);
  await expect(dialog.getByText(/All or none\. A new factor applies to lines received after it/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Back" }).click();
  await expect(dialog.getByLabel("New traffic factor")).toHaveValue("2.25");
  await dialog.getByRole("button", { name: "Preview" }).click();
  await dialog.getByRole("button", { name: "Change 2 nodes" }).click();

  await expect(page.getByRole("status").getByText("2 nodes changed")).toBeVisible();
  for (const name of ["bulk one", "bulk two"]) await expect(page.getByRole("row", { name })).toContainText("×2.25");
  await expect(page.getByRole("row", { name: "left alone" })).toContainText("×1.5");

  await page.getByRole("link", { name: "bulk one" }).click();
  const history = page.getByRole("dialog").getByRole("region", { name: "Traffic factor over time" });
  await expect(history.getByRole("listitem")).toHaveText([/^×2\.25.*by admin@example\.test/, /^×1\.5/]);
});

test("one node is edited in its drawer by keyboard; only what was changed is sent", async ({ page, api, seeded, login }) => {
  const server = await makeServer(api);
  const client = await makeClient(api, server.id, { name: "by keys" });
  await login(seeded.admin);
  await page.goto(`/admin/clients?server=${server.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("row", { name: "by keys" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`client=${client.id}`));
  const drawer = page.getByRole("dialog", { name: "Node client" });
  await expect(drawer.getByRole("button", { name: "Save node" })).toBeDisabled();
  await drawer.getByLabel("Location").fill("Mainz");
  const sent = page.waitForRequest((request) => request.method() === "PATCH");
  await page.keyboard.press("Enter");
  expect((await sent).postDataJSON()).toEqual({ location: "Mainz" });
  await expect(page.getByRole("status").getByText("by keys saved")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/client=/);
  await expect(page.getByRole("row", { name: "by keys" })).toContainText("Mainz, Germany");
});
