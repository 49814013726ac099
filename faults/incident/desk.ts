import { signIn } from "#e2e/fixtures/sign-in";
import { withPage } from "../../bench/live/open-page.ts";

/** Opens the alerts as an operator does, goes to the row of that alert by keyboard, and takes it in hand: `j`, `a`. Answers what the row says then. */
export async function acknowledgeByKey(url: string, account: { email: string; password: string }, alertId: string): Promise<string> {
  return withPage(url, await signIn(url, account), async (page) => {
    await page.goto(`${url}/admin/alerts`);
    const row = page.locator(`[data-row-key="${alertId}"]`);
    await row.waitFor();
    const isHere = () => row.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 20 && !(await isHere()); presses++) await page.keyboard.press("j");
    await page.keyboard.press("a");
    await row.getByText(account.email).waitFor();
    return await row.innerText();
  });
}
