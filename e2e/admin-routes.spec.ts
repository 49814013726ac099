import { z } from "zod";
import { expectAccessible, expectAccessibleLayout } from "./fixtures/accessible.ts";
import type { Api } from "./fixtures/api.ts";
import { expect, test } from "./fixtures/test.ts";

const Id = z.object({ id: z.uuid() });
const Route = z.object({ id: z.uuid(), name: z.string(), parentId: z.uuid().nullable() }).loose();
const Routes = z.object({ items: z.array(Route) });
const unique = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;

async function makeChannel(api: Api, name: string): Promise<string> {
  const body = { name, kind: "email", config: { recipients: ["ops@example.org"] } };
  return (await api.must(Id, "POST", "/api/v1/monitoring/channels", body)).id;
}

/** The route that takes everything is made by the first run of a job. */
async function rootOf(api: Api): Promise<z.output<typeof Route>> {
  const read = async () => (await api.must(Routes, "GET", "/api/v1/monitoring/routes")).items.find(({ parentId }) => parentId === null);
  await expect.poll(read).toBeDefined();
  const root = await read();
  if (!root) throw new Error("There is no route");
  return root;
}

async function routeNamed(api: Api, name: string) {
  return (await api.must(Routes, "GET", "/api/v1/monitoring/routes")).items.find((route) => route.name === name);
}

test("a route is made with everything that it can say; what is wrong is said beside its field; then it inherits again", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const root = await rootOf(api);
  const [night, boss] = [unique("Night shift"), unique("Boss")];
  const [nightId, bossId] = [await makeChannel(api, night), await makeChannel(api, boss)];
  const name = unique("Nodes");
  await login(seeded.admin);
  await page.goto("/admin/channels");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New route" }).click();
  const dialog = page.getByRole("dialog", { name: "New route" });
  const does = dialog.getByRole("status").filter({ hasText: "What this route does" });
  await expect(does).toContainText(`It takes everything that ${root.name} takes.`);

  await dialog.getByLabel("Name").fill(name);
  await dialog
    .getByRole("textbox", { name: "Label" })
    .or(dialog.getByRole("combobox", { name: "Label" }))
    .fill("so urce");
  await dialog.getByLabel("Value").fill("node");
  const tells = dialog.getByRole("group", { name: "Tells", exact: true });
  await tells.getByText("Its own").click();
  await tells.getByLabel(night).check();
  await expect(does).toContainText(`It tells ${night}.`);
  const grouping = dialog.getByRole("group", { name: "One message for alerts with the same", exact: true });
  await expect(grouping).toContainText("Inherited: rule");
  await grouping.getByText("Its own").click();
  await grouping.getByLabel("Labels").fill("country, rule");
  await expect(dialog.getByText(/^Inherited: 5 min/)).toBeVisible();
  await dialog.getByLabel("News at most every", { exact: true }).fill("2");
  await expect(does).toContainText("news of them come at most every 2 min");
  const escalation = dialog.getByRole("group", { name: "While nobody acknowledges", exact: true });
  await escalation.getByText("Its own").click();
  await escalation.getByRole("button", { name: "Add step" }).press("Enter");
  await escalation.getByLabel("Minutes without an acknowledgement").fill("soon");
  await escalation.getByLabel(boss).check();
  const quiet = dialog.getByRole("group", { name: "Quiet hours", exact: true });
  await quiet.getByText("Its own").click();
  await quiet.getByLabel("Saturday").uncheck();
  await quiet.getByLabel("Time zone").fill("Mars/Base");
  await expectAccessible(page);

  await dialog.getByRole("button", { name: "Create route" }).click();
  await expect(dialog.getByLabel("Label", { exact: true })).toHaveAccessibleDescription(/must be a label such as severity/);
  await expect(escalation.getByLabel("Minutes without an acknowledgement")).toHaveAccessibleDescription("needs a number of minutes");
  await expect(quiet.getByLabel("Time zone")).toHaveAccessibleDescription(/unknown time zone "Mars\/Base"/);
  await expect(dialog.getByLabel("Label", { exact: true })).toBeFocused();
  await dialog.getByLabel("Label", { exact: true }).fill("source");
  await escalation.getByLabel("Minutes without an acknowledgement").fill("15");
  await quiet.getByLabel("Time zone").fill("Asia/Kathmandu");
  await expect(does).toContainText(`while nobody acknowledges, others are told too: ${boss} after 15 min.`, { ignoreCase: true });
  await dialog.getByLabel("Name").press("Enter");
  await expect(dialog).toBeHidden();

  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText(`${boss} after 15 min`);
  expect(await routeNamed(api, name)).toMatchObject({
    parentId: root.id,
    matchers: [{ label: "source", operator: "is", value: "node" }],
    channelIds: [nightId],
    groupBy: ["country", "rule"],
    groupWaitS: null,
    groupIntervalS: 120,
    escalation: [{ afterMinutes: 15, channelIds: [bossId] }],
    quietHours: { timeZone: "Asia/Kathmandu", days: [1, 2, 3, 4, 5, 7], from: "22:00", to: "07:00", severities: ["info", "warning"] },
  });

  await row.click();
  const change = page.getByRole("dialog", { name: `Route ${name}` });
  await change.getByRole("group", { name: "While nobody acknowledges", exact: true }).getByText(`As ${root.name}`).click();
  await change.getByRole("group", { name: "Quiet hours", exact: true }).getByText("None").click();
  await change.getByLabel("News at most every", { exact: true }).fill("");
  await change.getByRole("button", { name: "Save route" }).click();
  await expect(change).toBeHidden();
  expect(await routeNamed(api, name)).toMatchObject({
    escalation: null,
    quietHours: { severities: [] },
    groupIntervalS: null,
    groupBy: ["country", "rule"],
  });

  await row.click();
  await change.getByRole("button", { name: "Delete" }).click();
  await page
    .getByRole("dialog", { name: `Delete the route ${name}?` })
    .getByRole("button", { name: "Delete route" })
    .click();
  await expect(row).toHaveCount(0);
});

test("a route hangs from another and is asked before its neighbours; on a phone nothing sticks out", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const root = await rootOf(api);
  const [above, first, moved] = [unique("Above"), unique("First"), unique("Moved")];
  const { id: aboveId } = await api.must(Id, "POST", "/api/v1/monitoring/routes", { name: above, parentId: root.id, groupWaitS: 90 });
  await api.must(Id, "POST", "/api/v1/monitoring/routes", { name: first, parentId: aboveId });
  await api.must(Id, "POST", "/api/v1/monitoring/routes", { name: moved, parentId: root.id });
  await page.setViewportSize({ width: 390, height: 844 });
  await login(seeded.admin);
  await page.goto("/admin/channels");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("row").filter({ hasText: moved }).click();
  const dialog = page.getByRole("dialog", { name: `Route ${moved}` });
  await expect(dialog.getByText(/^Inherited: 30 s/)).toBeVisible();
  await dialog.getByLabel("Hangs from").selectOption(aboveId);
  await expect(dialog.getByText(/^Inherited: 1 min 30 s/)).toBeVisible();
  await expect(dialog.getByLabel("Asked", { exact: true })).toHaveValue("1");
  await dialog.getByLabel("Asked", { exact: true }).selectOption({ label: "First" });
  const quiet = dialog.getByRole("group", { name: "Quiet hours", exact: true });
  await quiet.getByText("Its own").click();
  const overhang = await dialog.evaluate((element) =>
    Math.max(...[element, ...element.children].map((part) => part.scrollWidth - part.clientWidth)),
  );
  expect(overhang, "pixels beyond the dialog").toBeLessThanOrEqual(0);
  await expectAccessibleLayout(page);
  await dialog.getByRole("button", { name: "Save route" }).click();
  await expect(dialog).toBeHidden();
  expect(await routeNamed(api, moved)).toMatchObject({ parentId: aboveId, position: 0, depth: 2 });
  expect(await routeNamed(api, first)).toMatchObject({ position: 1 });
  await api.send("DELETE", `/api/v1/monitoring/routes/${aboveId}`);
});
