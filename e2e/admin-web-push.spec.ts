import type { Page } from "@playwright/test";
import { z } from "zod";
import { type PushService, startPushService } from "#lib/notifications/testing/push-service";
import { expectAccessible } from "./fixtures/accessible.ts";
import type { Api } from "./fixtures/api.ts";
import { loseSubscription, press, push, serviceWorkerOf, withNotifications } from "./fixtures/push-browser.ts";
import { expect, test } from "./fixtures/test.ts";

const Raised = z.object({ id: z.uuid() });
const panel = (page: Page) => page.getByRole("region", { name: "Your browsers", exact: true });
const live = (page: Page) => expect(page.getByText("Live", { exact: true })).toBeVisible();
let service: PushService;

/** An admin of this journey's own: which browsers are told belongs to the account. */
async function newAdmin(api: Api): Promise<{ email: string; password: string }> {
  const account = { email: `${crypto.randomUUID()}@example.test`, password: "correct horse battery staple" };
  await api.must(Raised, "POST", "/api/v1/admin/users", { ...account, role: "admin" });
  return account;
}

test.beforeAll(async () => {
  service = await startPushService();
});
test.afterAll(() => service.close());

test("a browser is subscribed, a test comes through the push service to its worker and leads to its channel, and it is unsubscribed", async ({
  page,
  context,
  api,
  seeded,
  login,
}) => {
  const browser = service.newBrowser();
  await withNotifications(page, "default", browser);
  const admin = await newAdmin(api);
  await login(admin);
  await page.goto("/admin/channels");
  await live(page);
  await panel(page).getByRole("button", { name: "Notify me in this browser" }).click();
  await expect(panel(page).getByRole("button", { name: "Stop notifying this browser" })).toBeVisible();
  await expect(panel(page).getByText("No channel of the kind Web Push reaches you")).toBeVisible();
  await expectAccessible(page);

  const name = `Phones ${crypto.randomUUID().slice(0, 8)}`;
  await page.getByRole("button", { name: "New channel" }).click();
  const form = page.getByRole("dialog", { name: "New channel" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Kind").selectOption("web_push");
  await form.getByLabel("Accounts").fill(admin.email);
  await form.getByRole("button", { name: "Create channel" }).click();
  await expect(form).toBeHidden();
  await expect(panel(page).getByText("Nothing comes yet")).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText(`${admin.email}: 1 browser`);
  await page.getByRole("link", { name }).click();
  const drawer = page.getByRole("dialog", { name: "Channel" });
  await drawer.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText(/The test arrived after/)).toBeVisible();
  await expect(drawer.getByRole("row").filter({ hasText: `${admin.email}, Chrome on Linux` })).toContainText("Sent");
  await expectAccessible(page);

  const worker = await serviceWorkerOf(context);
  const shown = await push(worker, browser.received[0]?.text ?? "");
  expect(shown).toMatchObject({ title: "Test from Fleetlight", body: expect.stringContaining(`asked for this test`) });
  expect(await press(worker, shown.data ?? {})).toMatch(new RegExp(`^${seeded.url}/admin/channels\\?channel=`));

  // Loaded again it is what it was, and asks for nothing.
  await page.goto("/admin/channels");
  await live(page);
  await panel(page).getByRole("button", { name: "Stop notifying this browser" }).click();
  await expect(panel(page).getByRole("button", { name: "Notify me in this browser" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("no browser yet");
});

test("the worker leads to the alert or its acknowledgement, nowhere outside, and shows something of what it cannot read", async ({
  page,
  context,
  seeded,
  login,
}) => {
  await withNotifications(page, "default");
  await login(seeded.admin);
  await page.goto("/admin/channels");
  await live(page);
  await panel(page).getByRole("button", { name: "Show new alerts" }).click();
  await expect(panel(page).getByRole("button", { name: "Show no more" })).toBeVisible();
  const worker = await serviceWorkerOf(context);
  const acknowledgeUrl = `${seeded.url}/acknowledge#token`;
  const message = { title: "CRITICAL: fra-1", severity: "critical", tag: "alert:1", path: "/admin/alerts?alert=1", acknowledgeUrl };
  const shown = await push(worker, JSON.stringify(message));
  expect(shown).toMatchObject({ tag: "alert:1", requireInteraction: true, actions: [{ action: "acknowledge" }] });
  expect(await press(worker, shown.data ?? {})).toBe(`${seeded.url}/admin/alerts?alert=1`);
  expect(await press(worker, shown.data ?? {}, "acknowledge")).toBe(acknowledgeUrl);
  expect(await press(worker, { path: "https://elsewhere.example/" })).toBe(`${seeded.url}/admin/alerts`);
  expect(await push(worker, "no JSON")).toMatchObject({ title: "Fleetlight" });
});

test("where it cannot be, the page says why", async ({ page, seeded, login }) => {
  await withNotifications(page, "default");
  await login(seeded.admin);
  await page.goto("/admin/alerts");
  await live(page);
  await page.getByRole("button", { name: "Notify me…" }).click();
  const dialog = page.getByRole("dialog", { name: "Alerts in this browser" });
  await dialog.getByRole("button", { name: "Notify me in this browser" }).click();
  const alert = dialog.getByRole("alert").filter({ hasText: "This browser is not subscribed" });
  await expect(alert).toContainText("could not subscribe at its push service (Registration failed - push service not available)");
  await expectAccessible(page);
});

test("who has blocked notifications is told where to allow them", async ({ page, seeded, login }) => {
  await withNotifications(page, "denied");
  await login(seeded.admin);
  await page.goto("/admin/channels");
  await expect(panel(page).getByText("Notifications are blocked here")).toBeVisible();
  await expect(panel(page).getByRole("button", { name: "Notify me in this browser" })).toBeDisabled();
  await expect(panel(page).getByRole("button", { name: "Show new alerts" })).toBeDisabled();
});

test("an open page shows a new alert, on request, and none that is silenced", async ({ page, api, seeded, login }) => {
  await withNotifications(page, "default");
  await login(seeded.admin);
  await page.goto("/admin/alerts");
  await live(page);
  await page.getByRole("button", { name: "Notify me…" }).click();
  const dialog = page.getByRole("dialog", { name: "Alerts in this browser" });
  await dialog.getByRole("button", { name: "Show new alerts" }).click();
  await expect(dialog.getByRole("button", { name: "Show no more" })).toBeVisible();
  await page.keyboard.press("Escape");

  const [quiet, loud, last] = ["Quiet", "Loud", "Last"].map((word) => `${word} ${crypto.randomUUID().slice(0, 8)}`) as [
    string,
    string,
    string,
  ];
  const silence = await api.must(z.object({ id: z.uuid() }), "POST", "/api/v1/monitoring/silences", {
    matchers: [{ label: "name", value: quiet }],
    durationSeconds: 3_600,
    comment: "test",
    confirm: true,
  });
  const raise = (title: string) =>
    api.must(Raised, "POST", "/api/v1/monitoring/alerts", { severity: "critical", source: "external", title });
  const shown = async () =>
    (await page.evaluate(() => window.shownNotifications)).filter(({ title }) => [quiet, loud, last].some((one) => title.includes(one)));
  const raised = [await raise(quiet), await raise(loud)];
  await expect.poll(shown).toEqual([
    expect.objectContaining({
      title: `CRITICAL: ${loud}`,
      tag: `alert:${raised[1]?.id}`,
      data: { path: `/admin/alerts?alert=${raised[1]?.id}` },
    }),
  ]);

  await page.getByRole("button", { name: "Notify me…" }).click();
  await dialog.getByRole("button", { name: "Show no more" }).click();
  await page.keyboard.press("Escape");
  raised.push(await raise(last));
  await expect(page.getByRole("row").filter({ hasText: last })).toBeVisible();
  expect(await shown()).toHaveLength(1);
  for (const { id } of raised) await api.post(`/api/v1/monitoring/alerts/${id}/resolve`, {});
  await api.send("DELETE", `/api/v1/monitoring/silences/${silence.id}`);
});

test("after loading, a subscription that the browser lost is renewed, and one that was removed elsewhere is said", async ({
  page,
  api,
  login,
}) => {
  await withNotifications(page, "default", service.newBrowser());
  await login(await newAdmin(api));
  await page.goto("/admin/channels");
  await live(page);
  const stop = panel(page).getByRole("button", { name: "Stop notifying this browser" });
  await panel(page).getByRole("button", { name: "Notify me in this browser" }).click();
  await expect(stop).toBeVisible();

  await page.evaluate(loseSubscription);
  await page.reload();
  await expect(stop).toBeVisible();
  expect(await page.evaluate(() => Notification.permission)).toBe("granted");

  const id = await page.evaluate(() => localStorage.getItem("fleetlight.notify.push")?.split(" ")[0]);
  const answer = await page.evaluate(
    (own) => fetch(`/api/v1/monitoring/web-push/browsers/${own}`, { method: "DELETE" }).then(({ status }) => status),
    id,
  );
  expect(answer).toBe(204);
  await page.reload();
  await expect(page.getByText("Web Push no longer reaches this browser: it was ended elsewhere")).toBeVisible();
  await expect(panel(page).getByRole("button", { name: "Notify me in this browser" })).toBeVisible();
});

test("signing out ends it: nobody is told at a browser that they have left", async ({ page, api, login }) => {
  const admin = await newAdmin(api);
  await withNotifications(page, "default", service.newBrowser());
  await login(admin);
  await page.goto("/admin/channels");
  await live(page);
  await panel(page).getByRole("button", { name: "Notify me in this browser" }).click();
  await expect(panel(page).getByRole("button", { name: "Stop notifying this browser" })).toBeVisible();
  await page.getByRole("button", { name: `Account of ${admin.email}` }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await login(admin);
  await page.goto("/admin/channels");
  await live(page);
  await expect(panel(page).getByRole("button", { name: "Notify me in this browser" })).toBeVisible();
});
