import { afterEach, expect, inject, test } from "vitest";
import { type FreezableProxy, freezableProxy } from "../testing/freezable-proxy.ts";
import { type Monitor, monitorDatabase } from "./monitor.ts";

let proxy: FreezableProxy | undefined;
let monitor: Monitor | undefined;
afterEach(async () => {
  await monitor?.stop();
  proxy?.close();
});

const quick = { intervalMs: 10, retryMs: 10, patienceMs: 300 };

test("a silent PostgreSQL is away, once, and back when it speaks again", async () => {
  const news: string[] = [];
  proxy = await freezableProxy(inject("postgres").adminUrl);
  monitor = monitorDatabase({ url: proxy.url, ...quick, onAway: () => news.push("away"), onBack: () => news.push("back") });
  await expect.poll(() => monitor?.isAway()).toBe(false);
  proxy.freeze();
  await expect.poll(() => news).toEqual(["away"]);
  expect(monitor.isAway()).toBe(true);
  proxy.thaw();
  await expect.poll(() => news).toEqual(["away", "back"]);
  expect(monitor.isAway()).toBe(false);
});

test("a PostgreSQL that is not there is away from the start", async () => {
  const news: string[] = [];
  proxy = await freezableProxy(inject("postgres").adminUrl);
  proxy.close();
  monitor = monitorDatabase({ url: proxy.url, ...quick, onAway: () => news.push("away"), onBack: () => news.push("back") });
  await expect.poll(() => news).toEqual(["away"]);
});

test("a silent PostgreSQL does not hold up the end", async () => {
  proxy = await freezableProxy(inject("postgres").adminUrl);
  proxy.freeze();
  monitor = monitorDatabase({ url: proxy.url, ...quick, patienceMs: 60_000, onAway: () => {}, onBack: () => {} });
  await monitor.stop();
  expect(monitor.isAway()).toBe(false);
});
