import { startReceiver } from "#lib/notifications/testing/receiver";
import { expectAccessible } from "./fixtures/accessible.ts";
import { makeDeadEvent } from "./fixtures/dead-event.ts";
import { makeUser } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("a dead event is found, understood and tried again", async ({ page, api, seeded, login }) => {
  const user = await makeUser(api);
  const id = await makeDeadEvent(seeded.databaseUrl, user.id);
  await login(seeded.admin);
  await page.goto(`/admin/events?user=${user.id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByText("Dead", { exact: true }).first().click();
  await page.getByRole("radio", { name: "Dead" }).check();
  await expect(page).toHaveURL(/state=dead/);
  await expectAccessible(page);

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

test("a webhook is made, tested, given a new secret and deleted", async ({ page, seeded, login }) => {
  let status = 200;
  const receiver = await startReceiver(() => status);
  await login(seeded.admin);
  await page.goto("/admin/events?tab=webhooks");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New webhook" }).click();
  const form = page.getByRole("dialog", { name: "New webhook" });
  await form.getByLabel("URL").fill("http://10.0.0.1/");
  await form.getByRole("button", { name: "Create webhook" }).click();
  await expect(form.getByText(/is not a public address \(private\)/)).toBeVisible();
  await expectAccessible(page);
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
  await expect(page.getByText(/^The test arrived: answered with 200/)).toBeVisible();
  await expect(drawer.getByText("Receives")).toBeVisible();
  status = 500;
  await drawer.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("The test failed: answered 500")).toBeVisible();
  await expect(drawer.getByText("1 attempt has failed in a row")).toBeVisible();
  await expectAccessible(page);

  const deliveries = drawer.getByRole("table", { name: "deliveries" });
  await deliveries.getByRole("row").nth(1).focus();
  await page.keyboard.press("Enter");
  const delivery = page.getByRole("dialog", { name: "Delivery" });
  await expect(delivery.getByText("answer 500", { exact: false })).toBeVisible();
  await expect(delivery.getByText('"type": "webhook.test"')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(delivery).toBeHidden();

  await drawer.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "New secret" }).click();
  await page
    .getByRole("dialog", { name: /^Make a new signing secret/ })
    .getByRole("button", { name: "Make new secret" })
    .click();
  await expect(secret.getByText(/^whsec_/)).toBeVisible();
  await secret.getByRole("button", { name: "I have copied it" }).click();
  await expect(drawer.getByText("Former secret signs until")).toBeVisible();

  await drawer.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete webhook" }).click();
  const question = page.getByRole("dialog", { name: `Delete ${receiver.url}?` });
  await expect(question.getByText(/wait are never sent/)).toBeVisible();
  await question.getByRole("button", { name: "Delete webhook" }).click();
  await expect(row).toHaveCount(0);
  await receiver.close();
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
