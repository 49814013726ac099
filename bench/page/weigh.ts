import type { Browser } from "@playwright/test";
import { cookiesOf } from "../live/open-page.ts";
import type { WeighedPage } from "./pages.ts";
import { vitalsOf, watchPage } from "./watch-page.ts";

export interface Weight {
  /** Kilobytes (1e3) of JavaScript as it travelled, with what comes ahead for the next pages. */
  scriptKilobytes: number;
  /** Seconds from the navigation's start until the page can be used. */
  usable: number;
  /** Largest contentful paint, seconds. */
  largestPaint: number;
  /** Cumulative layout shift. */
  shift: number;
}

/** After this nothing of the first view is still on its way, and late shifts have been seen. A live page never falls silent. */
const settleMs = 2_000;

/** Loads a page with nothing cached, on a CPU `slowdown` times slower. */
export async function weigh(browser: Browser, url: string, page: WeighedPage, cookie: string, slowdown: number): Promise<Weight> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: "Europe/Berlin" });
  try {
    await context.addCookies(cookiesOf(cookie, url));
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send("Network.enable");
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    const scripts = new Set<string>();
    let bytes = 0;
    devtools.on("Network.responseReceived", ({ requestId, type }) => {
      if (type === "Script") scripts.add(requestId);
    });
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await tab.addInitScript(watchPage, page.ready);
    await tab.goto(url + page.path, { waitUntil: "commit" });
    await tab.waitForFunction(() => "usableAt" in window, undefined, { timeout: 60_000 });
    await tab.waitForTimeout(settleMs);
    const vitals = await tab.evaluate(vitalsOf);
    return {
      scriptKilobytes: bytes / 1000,

      usable: vitals.usableAt / 1000,
      largestPaint: vitals.largestPaint / 1000,
      shift: vitals.shift,
    };
  } finally {
    await context.close();
  }
}
