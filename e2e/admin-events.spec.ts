import { z } from "zod";
import { startReceiver } from "#lib/notifications/testing/receiver";
import { expectAccessible } from "./fixtures/accessible.ts";
import type { Api } from "./fixtures/api.ts";
import { makeDeadEvent } from "./fixtures/dead-event.ts";
import { makeUser } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

/** An endpoint as an admin makes one. */
function makeWebhook(api: Api, url: string) {
  return api.must(z.object({ id: z.string() }), "POST", "/api/v1/admin/webhooks", { url, eventTypes: ["package.warning"] });
}

test("a dead event is found, understood and tried again", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api);
  const id = await makeDeadEvent(seeded.databaseUrl, user.id);
  await login(seeded.admin);
  await page.goto(`/admin/events?user=${user.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("radio", { name: "Dead" }).check();
  await expect(page).toHaveURL(/state=dead/);

  await page.getByRole("row").nth(1).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`event=${id}`));
  const drawer = page.getByRole("dialog", { name: "Event" });
  await expect(drawer.getByRole("alert")).toContainText("1 of 1 queue items do not exist");
  await expect(drawer.getByText("2.00 KiB billed")).toBeVisible();
  await expect(drawer.getByText("does not exist", { exact: true })).toBeVisible();
  await expect(drawer.getByText('"billed_upload": "2048"')).toBeVisible();
  await expectAccessible(page);

  await drawer.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("The event is tried again within seconds")).toBeVisible();
  await expect(drawer.getByText(/^(Queued|Failed, tried again)$/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page.getByText("No dead event")).toBeVisible();
});

test("a webhook that leads inside is refused; one that is made is tested", async ({ page, seeded, login }) => {
  const receiver = await startReceiver();
  await login(seeded.admin);
  await page.goto("/admin/events?tab=webhooks");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New webhook" }).click();
  const form = page.getByRole("dialog", { name: "New webhook" });
  await form.getByLabel("URL").fill("http://10.0.0.1/");
  await form.getByRole("button", { name: "Create webhook" }).click();
  await expect(form.getByText(/is not a public address \(private\)/)).toBeVisible();
  await form.getByLabel("URL").fill(receiver.url);
  await form.getByLabel("Description").fill("billing system");
  await form.getByRole("button", { name: "Create webhook" }).click();
  const secret = page.getByRole("dialog", { name: `Signing secret of ${receiver.url}` });
  await expect(secret.getByText(/^whsec_/)).toBeVisible();
  await secret.getByRole("button", { name: "I have copied it" }).click();

  const row = page.getByRole("row").filter({ hasText: receiver.url });
  await expect(row.getByText("Nothing sent yet")).toBeVisible();
  await row.getByRole("link", { name: receiver.url }).click();
  const drawer = page.getByRole("dialog", { name: "Webhook" });
  await drawer.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText(/^The test arrived: answered with 204/)).toBeVisible();
  await expect(drawer.getByText("Receives")).toBeVisible();
  await expectAccessible(page);
  await receiver.close();
});

test("a failing webhook says why, attempt by attempt", async ({ page, api, seeded, login }) => {
  const receiver = await startReceiver(() => 500);
  const { id } = await makeWebhook(api, receiver.url);
  await login(seeded.admin);
  await page.goto(`/admin/events?tab=webhooks&webhook=${id}`);
  const drawer = page.getByRole("dialog", { name: "Webhook" });
  await drawer.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("The test failed: answered 500")).toBeVisible();
  await expect(drawer.getByText("1 attempt has failed in a row")).toBeVisible();

  await drawer.getByRole("table", { name: "deliveries" }).getByRole("row").nth(1).focus();
  await page.keyboard.press("Enter");
  const delivery = page.getByRole("dialog", { name: "Delivery" });
  await expect(delivery.getByText("answer 500", { exact: false })).toBeVisible();
  await expect(delivery.getByText('"type": "webhook.test"')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(delivery).toBeHidden();
  await expect(drawer).toBeVisible();
  await receiver.close();
});

test("a webhook gets a new secret and is deleted", async ({ page, api, seeded, login }) => {
  const url = `http://127.0.0.1:9/${crypto.randomUUID()}`;
  const { id } = await makeWebhook(api, url);
  await login(seeded.admin);
  await page.goto(`/admin/events?tab=webhooks&webhook=${id}`);
  const drawer = page.getByRole("dialog", { name: "Webhook" });
  await drawer.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "New secret" }).click();
  await page
    .getByRole("dialog", { name: `Make a new signing secret for ${url}?` })
    .getByRole("button", { name: "Make new secret" })
    .click();
  const secret = page.getByRole("dialog", { name: `Signing secret of ${url}` });
  await expect(secret.getByText(/^whsec_/)).toBeVisible();
  await secret.getByRole("button", { name: "I have copied it" }).click();
  await expect(drawer.getByText("Former secret signs until")).toBeVisible();

  await drawer.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete webhook" }).click();
  const question = page.getByRole("dialog", { name: `Delete ${url}?` });
  await expect(question.getByText(/wait are never sent/)).toBeVisible();
  await question.getByRole("button", { name: "Delete webhook" }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: url })).toHaveCount(0);
});

test("without a mail server the page says what to set; on a phone events are cards", async ({ page, seeded, login }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await login(seeded.admin);
  await page.goto("/admin/events");
  await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible();
  await page.getByText("E-mail", { exact: true }).click();
  await expect(page).toHaveURL(/tab=mail/);
  await expect(page.getByText("Mail is not configured")).toBeVisible();
  await expect(page.getByText(/Set SMTP_HOST and ALERT_FROM_EMAIL/)).toBeVisible();
  await expectAccessible(page);
});
