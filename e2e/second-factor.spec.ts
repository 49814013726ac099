import { createHmac } from "node:crypto";
import { expectAccessible } from "./fixtures/accessible.ts";
import { makeUser, userPassword } from "./fixtures/seed.ts";
import { expect, test } from "./fixtures/test.ts";

test("a person turns the second factor on, signs in with it, and turns it off", async ({ page, api, login, context }) => {
  const user = await makeUser(api);
  await login({ email: user.email, password: userPassword });
  await page.goto("/my");
  await page.getByRole("button", { name: `Account of ${user.email}` }).click();
  await page.getByRole("menuitem", { name: "Second factor" }).click();
  await page.getByRole("button", { name: "Set it up" }).click();
  const secret = (await page.locator("code").first().textContent()) ?? "";
  await expect(page.locator("code").last()).toContainText("otpauth://totp/Fleetlight:");
  await expectAccessible(page);
  await page.getByLabel("Present password").fill(userPassword);
  await page.getByLabel("Code that the app shows now").fill("000");
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByLabel("Code that the app shows now")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Code that the app shows now").fill(codeOf(secret, Date.now()));
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("heading", { name: "Second factor is on" })).toBeVisible();

  await context.clearCookies();
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await page.getByLabel("E-mail").fill(user.email);
  await page.getByLabel("Password", { exact: true }).fill(userPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  // The code of the next 30 s: each works once, and clocks may differ by one step.
  await page.getByLabel("Code of your authenticator").fill(codeOf(secret, Date.now() + 30_000));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/my$/);

  await page.goto("/second-factor");
  await page.getByLabel("Present password").fill(userPassword);
  await page.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByRole("heading", { name: "Second factor is off" })).toBeVisible();
});

/** The six digits that an app shows (RFC 6238: SHA-1, 30 s). */
function codeOf(base32: string, atMs: number): string {
  const bits = [...base32].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const code = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, "0");
}
