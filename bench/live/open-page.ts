import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../../e2e/fixtures/find-browser.ts";

/** A signed-in tab that is tall enough for everything on it to be painted, for the time of `work`. */
export async function withPage<T>(url: string, cookie: string, work: (page: Page, context: BrowserContext) => Promise<T>): Promise<T> {
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args, env: { PATH: process.env.PATH ?? "", ...env } });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 3000 } });
    await context.addCookies(cookiesOf(cookie, url));
    return await work(await context.newPage(), context);
  } finally {
    await browser.close();
  }
}

/** A cookie header as a browser holds it. */
export function cookiesOf(header: string, url: string): { name: string; value: string; url: string }[] {
  return header.split("; ").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 1 ? [] : [{ name: pair.slice(0, at), value: pair.slice(at + 1), url }];
  });
}
