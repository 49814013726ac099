import { z } from "zod";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

const Rule = z.object({ id: z.uuid(), name: z.string() });

test("a rule is made in a form that speaks, tried on the past, switched off and deleted; all by keyboard", async ({
  page,
  seeded,
  login,
}) => {
  const name = `Rule ${crypto.randomUUID().slice(0, 8)}`;
  await login(seeded.admin);
  await page.goto("/admin/rules");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New rule" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "New rule" });
  await dialog.getByLabel("Condition").selectOption("node_resource");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Above (%)").fill("85");
  await expect(dialog.getByText("Warning when CPU of a node server is above 85 % on average over 5 min, for 1 min.")).toBeVisible();
  await dialog.getByLabel("Above (%)").fill("850");
  await expect(dialog.getByRole("alert")).toContainText("abovePercent");
  await dialog.getByRole("button", { name: "Create rule" }).press("Enter");
  await expect(dialog.getByLabel("Above (%)")).toBeFocused();
  await dialog.getByLabel("Above (%)").fill("85");
  await dialog.getByRole("button", { name: "Try it on the past" }).press("Enter");
  await expect(dialog.getByText(/would (not )?have fired|Nothing is stored of this time/).first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create rule" }).press("Enter");

  const drawer = page.getByRole("dialog", { name: "Rule", exact: true });
  await expect(drawer.getByRole("heading", { name })).toBeVisible();
  await expect(drawer.getByText("Node server short of CPU, memory or disk")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const row = page.getByRole("row").filter({ hasText: name });
  await row.getByRole("checkbox", { name: `${name} is enabled` }).press("Space");
  await expect(row).toContainText("Switched off");

  await row.getByRole("link", { name }).press("Enter");
  await drawer.getByRole("button", { name: "Delete" }).press("Enter");
  const question = page.getByRole("dialog", { name: `Delete rule ${name}?` });
  await expect(question).toContainText("It has no open alerts");
  await question.getByRole("button", { name: "Delete rule" }).press("Enter");
  await expect(row).toHaveCount(0);
});

test("a file with a mistake is told by line and writes nothing; a good one is checked, then imported", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const name = `Imported ${crypto.randomUUID().slice(0, 8)}`;
  await login(seeded.admin);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/rules");
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog", { name: "Import rules" });
  const text = `rules:\n  - name: ${name}\n    kind: node_offline\n    severity: info\n`;
  await dialog.getByLabel("Or its text").fill(`${text}    params: { colour: red }\n`);
  await dialog.getByRole("button", { name: "Check file" }).click();
  await expect(dialog.getByText("node_offline has no parameter colour")).toBeVisible();
  await expect(dialog.getByText("rules.0.params.colour")).toBeVisible();
  await dialog.getByLabel("Or its text").fill(text);
  await dialog.getByRole("button", { name: "Check file" }).click();
  await expect(dialog.getByText("1 rule would be made")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Import 1 rule" }).click();
  await expect(dialog).toBeHidden();
  const { items } = await api.must(z.object({ items: z.array(Rule) }), "GET", "/api/v1/monitoring/rules?limit=500");
  const made = items.find((rule) => rule.name === name);
  expect(made).toBeDefined();
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang, "pixels beyond the screen").toBeLessThanOrEqual(0);
  await api.send("DELETE", `/api/v1/monitoring/rules/${made?.id}`);
});
