import { blockImported, finalized, networkInterval, networkState, profiled } from "#server/simulator/chain/messages";
import { expectAccessible } from "./fixtures/accessible.ts";
import { connectChainNode } from "./fixtures/chain-node.ts";
import { expect, test } from "./fixtures/test.ts";

const block = (height: number) => ({ height, hash: `0x${height.toString(16).padStart(64, "0")}` });

test("a node that connects appears in the open list, its blocks follow, and it is seen to leave", async ({ page, seeded, login }) => {
  await login(seeded.admin);
  await page.goto("/admin/telemetry");
  await expect(page.getByText("Following")).toBeVisible();
  const node = await connectChainNode(seeded.url);
  await page.getByRole("searchbox", { name: "Search nodes" }).fill(node.name);
  const row = page.getByRole("row").filter({ hasText: node.name });
  await expect(row).toContainText("Connected");
  node.tell(blockImported(block(5_001), false));
  await expect(row).toContainText("#5,001");
  node.tell(blockImported(block(5_002), false));
  node.tell(finalized(block(5_000)));
  node.tell(networkInterval(37, 1_024, 2_048));
  await expect(row).toContainText("#5,002");
  await expect(row).toContainText("#5,000");
  await expect(row).toContainText("37");
  await row.getByRole("button", { name: `Pin ${node.name}` }).click();
  await expect(row.getByRole("button", { name: `Pin ${node.name}` })).toHaveAttribute("aria-pressed", "true");
  const panel = await page.getByRole("region", { name: "Nodes", exact: true }).boundingBox();
  const table = await page.getByRole("table").boundingBox();
  expect((table?.x ?? 0) + (table?.width ?? 0), "the list's right edge, beside its panel's").toBeLessThanOrEqual(
    (panel?.x ?? 0) + (panel?.width ?? 0),
  );
  await expectAccessible(page);

  node.close();
  await expect(row).toContainText("Disconnected");
  await page.getByText("Connected", { exact: true }).first().click();
  await expect(page.getByText("No node matches")).toBeVisible();
});

test("a network that is gone without a word is noticed, and what changed meanwhile is there when it is back", async ({
  page,
  context,
  seeded,
  login,
  noPageErrors,
}) => {
  const node = await connectChainNode(seeded.url);
  await login(seeded.admin);
  await page.goto("/admin/telemetry");
  await page.getByRole("searchbox", { name: "Search nodes" }).fill(node.name);
  const row = page.getByRole("row").filter({ hasText: node.name });
  await expect(row).toContainText("Connected");
  await expect(page.getByText("Following")).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("Following")).toHaveCount(0);
  node.tell(blockImported(block(5_003), false));
  await context.setOffline(false);
  await expect(page.getByText("Following")).toBeVisible();
  await expect(row).toContainText("#5,003");
  node.close();
  // The browser itself reports every attempt without a network.
  expect(noPageErrors.splice(0).filter((error) => !error.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
});

test("a chain's tile shows its nodes only, by keyboard, and the address keeps it", async ({ page, seeded, login }) => {
  const node = await connectChainNode(seeded.url);
  const old = await connectChainNode(seeded.url, "v1");
  await login(seeded.admin);
  await page.goto("/admin/telemetry");
  const tile = page.getByRole("button", { name: /^Development/ });
  await tile.press("Enter");
  await expect(tile).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/chain=Development/);
  await expect(page.getByRole("row").filter({ hasText: old.name })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: node.name })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("button", { name: /^Development/ })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: /^Development/ }).press("Enter");
  await expect(page).not.toHaveURL(/chain=/);
  node.close();
  old.close();
});

test("a node's page: hardware, messages by type, one of them whole, and new ones as they come", async ({ page, seeded, login }) => {
  const node = await connectChainNode(seeded.url);
  node.tell(blockImported(block(7_001), true));
  node.tell(blockImported(block(7_002), false));
  await login(seeded.admin);
  await expect(async () => {
    await page.goto(`/admin/telemetry/nodes/${node.peerId}`);
    await expect(page.getByRole("heading", { level: 1, name: node.name })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole("region", { name: "Hardware" })).toContainText("% of 1,028");
  await expect(page.getByRole("region", { name: "Node", exact: true })).toContainText("AMD EPYC");
  const messages = page.getByRole("region", { name: "Messages" });
  await messages.getByRole("button", { name: /^block\.import 2/ }).press("Enter");
  await expect(page).toHaveURL(/msg=block\.import/);
  await expect(messages.getByRole("listitem")).toHaveCount(2);
  await messages.getByRole("listitem").first().locator("summary").press("Enter");
  await expect(messages.locator("pre").first()).toContainText('"height": 7002');
  await expectAccessible(page);

  await messages.getByRole("button", { name: "Follow" }).click();
  await expect(messages.getByText("Following", { exact: true })).toBeVisible();
  node.tell(blockImported(block(7_003), false));
  await expect(messages.getByRole("listitem")).toHaveCount(1);
  await expect(messages.getByRole("listitem").first()).toContainText("height=7003");
  await messages.getByRole("button", { name: "Stop following" }).click();
  await expect(messages.getByRole("listitem")).toHaveCount(3);
  node.close();
});

test("a node's words are shown, never run", async ({ page, seeded, login }) => {
  const node = await connectChainNode(seeded.url);
  node.tell({ msg: "<img src=x onerror=document.title='run'>", "<b>field</b>": "<script>document.title='run'</script>" });
  await login(seeded.admin);
  await expect(async () => {
    await page.goto(`/admin/telemetry/nodes/${node.peerId}`);
    await expect(page.getByRole("button", { name: /^<img src=x/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: /^<img src=x/ }).click();
  await page.getByRole("region", { name: "Messages" }).locator("summary").first().click();
  await expect(page.locator("pre").first()).toContainText("<script>document.title='run'</script>");
  await expect(page).not.toHaveTitle("run");
  node.close();
});

test("an old node's opinions are a matrix, and its profile a table", async ({ page, seeded, login }) => {
  const [node, other] = [await connectChainNode(seeded.url, "v1"), await connectChainNode(seeded.url)];
  node.tell(
    networkState(node.peerId, [
      { peerId: other.peerId, reputation: -2_147_483_648, connected: false },
      { peerId: "12D3KooWStranger", reputation: 52, connected: true },
    ]),
  );
  for (const time of [100, 200, 900]) node.tell(profiled("pallet_babe", "on_initialize", time * 1_000));
  await login(seeded.admin);
  await page.goto("/admin/telemetry/reputation");
  const cell = page.getByRole("row").filter({ hasText: other.name }).getByText("−2,147,483,648");
  await expect(cell).toBeVisible();
  await expect(page.getByText("12D3Ko…ranger")).toHaveCount(0);
  await page.getByLabel("Only nodes that report here").click();
  await expect(page.getByRole("row").filter({ hasText: "12D3Ko…ranger" })).toContainText("+52");
  await expectAccessible(page);

  await page.goto(`/admin/telemetry/nodes/${node.peerId}`);
  const profile = page.getByRole("region", { name: "Profiling" }).getByRole("row").filter({ hasText: "on_initialize" });
  await expect(profile).toContainText("200.00 µs");
  await expect(profile).toContainText("400.00 µs");
  await page.goto(`/admin/telemetry/nodes/${other.peerId}`);
  await expect(page.getByRole("region", { name: "Reputation" })).toContainText("−2,147,483,648");
  node.close();
  other.close();
});
