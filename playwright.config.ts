import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/fixtures/find-browser.ts";

const { executablePath, args, env } = await findBrowser();

/** The journeys of e2e/, against one server with a small fleet that the global set-up starts. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/fixtures/browser-set-up.ts",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  // Ours or not, another load on the machine makes no failure.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    // Days and hours on the page are those of a zone that is neither UTC nor a whole hour away from it.
    timezoneId: "Asia/Kathmandu",
    locale: "en-GB",
    // A trace costs half as much again as the journeys; `npm test -- browser <filter>` keeps that of what fails.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath, args, env: { ...definedEnvironment(), ...env } },
  },
});

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
