import { z } from "zod";
import { startReceiver } from "#lib/notifications/testing/receiver";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

test("a webhook channel gets a new secret, which is shown once, and the former one signs beside it for a day", async ({
  page,
  api,
  seeded,
  login,
}) => {
  const receiver = await startReceiver();
  const name = `Hook ${crypto.randomUUID().slice(0, 8)}`;
  const input = { name, kind: "webhook", config: { url: receiver.url } };
  const { id, secret } = await api.must(z.object({ id: z.uuid(), secret: z.string() }), "POST", "/api/v1/monitoring/channels", input);
  await login(seeded.admin);
  await page.goto(`/admin/channels?channel=${id}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const drawer = page.getByRole("dialog", { name: "Channel" });
  await drawer.getByRole("button", { name: "New secret" }).click();
  const question = page.getByRole("dialog", { name: `Make a new signing secret for ${name}?` });
  await question.getByRole("button", { name: "Make new secret" }).press("Enter");
  const shown = page.getByRole("dialog", { name: `Signing secret of ${name}` });
  await expect(shown.getByText(/^whsec_/)).toBeVisible();
  await expect(shown.getByRole("button", { name: "Copy secret" })).toBeVisible();
  await expectAccessible(page);
  const text = await shown.getByText(/^whsec_/).innerText();
  expect(text).not.toBe(secret);
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await expect(drawer.getByText("Former secret signs until")).toBeVisible();
  await drawer.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText(/The test arrived after/)).toBeVisible();
  expect(String(receiver.received[0]?.headers["webhook-signature"]).split(" ")).toHaveLength(2);
  await api.send("DELETE", `/api/v1/monitoring/channels/${id}`);
  await receiver.close();
});
