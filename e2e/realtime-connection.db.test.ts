import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { fleetKeys } from "#lib/fleet/client";
import { seqForPage } from "#lib/realtime/read-events";
import { announce, provideTestSecret, sessionCookie } from "#server/realtime/testing/client";
import { startWebProcess, type WebProcess } from "#server/realtime/testing/web-process";
import { createInvalidator } from "../components/providers/invalidate-on-event.ts";
import { connectRealtime, type RealtimeConnection } from "../components/providers/realtime-connection.ts";

const db = testDatabase();
const open: { close(): unknown }[] = [];

beforeAll(provideTestSecret);
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const changed = () => announce(db, "node-server:changed", ["permission:fleet:read"], { nodeServerId: 1 });

interface Page {
  connection: RealtimeConnection;
  shown: string[];
  events: string[];
  fetched: () => number;
}

/** What a page does: one query on the screen, one connection. */
async function openPage(web: WebProcess, options: { cookie?: string; initialSeq?: string; onRefused?: () => void } = {}): Promise<Page> {
  const cookie = options.cookie ?? (await sessionCookie((await testUser(db, { role: "admin" })).id));
  const queryClient = new QueryClient();
  let fetches = 0;
  const observer = new QueryObserver(queryClient, { queryKey: fleetKeys.serverList({}), queryFn: () => ++fetches });
  const unsubscribe = observer.subscribe(() => {});
  const invalidator = createInvalidator(queryClient, { ms: 50 });
  const [shown, events]: [string[], string[]] = [[], []];
  const connection = connectRealtime({
    url: `http://127.0.0.1:${web.port}`,
    headers: { cookie },
    initialSeq: options.initialSeq,
    staleAfterMs: 300,
    onEvent(type) {
      events.push(type);
      invalidator.onEvent(type);
    },
    onResync: invalidator.everything,
    onRefused: options.onRefused ?? (() => {}),
  });
  connection.subscribe(() => shown.push(connection.status().state));
  open.push({ close: () => [connection.close(), invalidator.close(), unsubscribe()] });
  await vi.waitFor(() => expect(fetches).toBe(1), 10_000);
  return { connection, shown, events, fetched: () => fetches };
}

async function startWeb(port = 0): Promise<WebProcess> {
  const web = await startWebProcess(db.url, {}, port);
  open.push(web);
  return web;
}

test("an event refetches what it makes stale; a burst refetches once or twice, not each time", async () => {
  const page = await openPage(await startWeb());
  await vi.waitFor(() => expect(page.connection.status().state).toBe("live"), 10_000);
  await changed();
  await vi.waitFor(() => expect(page.fetched()).toBe(2), 10_000);
  await Promise.all(Array.from({ length: 20 }, changed));
  await vi.waitFor(() => expect(page.events).toHaveLength(21), 10_000);
  await vi.waitFor(() => expect(page.fetched()).toBeGreaterThan(2), 10_000);
  expect(page.fetched()).toBeLessThan(12);
});

test("the server restarts: reconnecting, stale, live again, and what was missed arrives", async () => {
  const web = await startWeb();
  const page = await openPage(web);
  await vi.waitFor(() => expect(page.connection.status().state).toBe("live"), 10_000);
  await changed();
  await vi.waitFor(() => expect(page.events).toHaveLength(1), 10_000);
  open.splice(open.indexOf(web), 1);
  await web.close();
  await vi.waitFor(() => expect(page.connection.status().state).toBe("stale"), 5_000);
  expect(page.connection.status().since).toBeInstanceOf(Date);
  await changed();
  await changed();
  await startWeb(web.port);
  await vi.waitFor(() => expect(page.events).toHaveLength(3), 15_000);
  expect(page.connection.status()).toEqual({ state: "live" });
  expect(page.shown).toEqual(["live", "reconnecting", "stale", "live"]);
});

test("what happened between drawing the page and connecting is told", async () => {
  await changed();
  const initialSeq = await seqForPage(db, new Date());
  const page = await openPage(await startWeb(), { initialSeq });
  await vi.waitFor(() => expect(page.events.length).toBeGreaterThan(0), 10_000);
  expect(page.shown).toEqual(["live"]);
});

test("a gap that cannot be told: stale until everything was fetched again", async () => {
  const page = await openPage(await startWeb(), { initialSeq: "999999" });
  await vi.waitFor(() => expect(page.shown).toEqual(["live", "stale", "live"]), 10_000);
  expect(page.fetched()).toBe(2);
});

test("a session that ended is reported, and tried again in case it comes back", async () => {
  let refusals = 0;
  const page = await openPage(await startWeb(), { cookie: "next-auth.session-token=old", onRefused: () => refusals++ });
  await vi.waitFor(() => expect(refusals).toBeGreaterThanOrEqual(2), 10_000);
  expect(page.connection.status().state).not.toBe("live");
});
