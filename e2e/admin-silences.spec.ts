import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

const Raised = z.object({ id: z.uuid() });
const List = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) });

test("an alert is silenced from its drawer, shown as muted, and heard again when the silence is ended", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const name = `Disk ${crypto.randomUUID().slice(0, 8)}`;
  const says = { severity: "info", source: "storage", title: name, resourceType: "disk", resourceId: name };
  const alert = await api.must(Raised, "POST", "/api/v1/monitoring/alerts", says);
  await login(seeded.admin);
  await page.goto(`/admin/alerts?alert=${alert.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Silence…" }).click();

  const dialog = page.getByRole("dialog", { name: "New silence" });
  await expect(dialog.getByText("firing alerts would be silenced")).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: name })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Silence", exact: true }).click();
  await expect(dialog.getByText("say why")).toBeVisible();
  await dialog.getByLabel("Why").fill("new disk is ordered");
  await dialog.getByRole("button", { name: "Silence", exact: true }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("new disk is ordered").first()).toBeVisible();

  await page.goto("/admin/silences");
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Active");
  await row.getByRole("button", { name: "Change" }).click();
  const change = page.getByRole("dialog", { name: "Change silence" });
  await change.getByLabel("Lasts from now").selectOption("86400");
  await change.getByLabel("Why").fill("it comes tomorrow");
  await change.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("it comes tomorrow");
  await row.getByRole("button", { name: "End now" }).click();
  const end = page.getByRole("dialog", { name: "End this silence now?" });
  await expect(end).toContainText("One alert that still fires is heard again");
  await end.getByRole("button", { name: "End silence" }).click();
  await expect(row).toHaveCount(0);
  await page.getByText("Ended", { exact: true }).click();
  await expect(row).toContainText("by ");
  await expectAccessible(page);
  await api.post(`/api/v1/monitoring/alerts/${alert.id}/resolve`, {});
});

test("a silence that matches nothing asks before it is made", async ({ page, seeded, login }) => {
  const name = crypto.randomUUID();
  await login(seeded.admin);
  await page.goto("/admin/silences");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New silence" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New silence" });
  await dialog.getByLabel("Label").fill("resource_id");
  await dialog.getByLabel("Value").fill(name);
  await expect(dialog.getByText(/None of [\d,]+ firing alerts matches/)).toBeVisible();
  await dialog.getByLabel("Why").fill("a test");
  await dialog.getByRole("button", { name: "Silence", exact: true }).click();
  await expect(dialog.getByText("It matches nothing that fires now")).toBeVisible();
  await dialog.getByRole("button", { name: "Silence anyway" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("Active");
});

test("a weekly window is planned in a zone, switched off and deleted", async ({ page, api, seeded, login }) => {
  const name = `Reboot ${crypto.randomUUID().slice(0, 8)}`;
  await login(seeded.admin);
  await page.goto("/admin/maintenance");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New window" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New maintenance window" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Monday").check();
  await dialog.getByLabel("Time zone").fill("Mars/Olympus");
  await dialog.getByLabel("Label").fill("resource_type");
  await dialog.getByLabel("Value").fill("node_server");
  await dialog.getByRole("button", { name: "Plan window" }).click();
  await expect(dialog.getByText("unknown time zone")).toBeVisible();
  await dialog.getByLabel("Time zone").fill("Asia/Kathmandu");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Plan window" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Monday and Sunday at 03:00 for 2 h, Asia/Kathmandu");
  await expect(row.locator("time")).toHaveCount(4);

  await row.getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: `Change ${name}` });
  await edit.getByLabel("Switched on").uncheck();
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("Switched off");
  await row.getByRole("button", { name: "Delete" }).click();
  await page
    .getByRole("dialog", { name: `Delete ${name}?` })
    .getByRole("button", { name: "Delete window" })
    .click();
  await expect(row).toHaveCount(0);
  const { items } = await api.must(List, "GET", "/api/v1/monitoring/maintenance-windows");
  expect(items.filter((window) => window.name === name)).toEqual([]);
});
