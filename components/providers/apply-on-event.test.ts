import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fleetOverviewQuery, nodeServerQuery, nodeServersQuery, serverHistoryQuery } from "#lib/fleet/client";
import { type Applier, createApplier } from "./apply-on-event.ts";

const type = "node-server:status-changed";
const server = (status: string, minute: number) => ({
  id: 7,
  status,
  statusReason: "",
  statusChangedAt: at(minute),
  maintenanceUntil: null,
});
const at = (minute: number) => `2026-11-20T12:${String(minute).padStart(2, "0")}:00.000Z`;
const news = (status: string, minute: number) => ({ nodeServerId: 7, status, previous: "online", at: at(minute) });
const { queryKey: listKey } = nodeServersQuery({ limit: 100 });

let client: QueryClient;
let applier: Applier;
beforeEach(() => {
  client = new QueryClient();
  applier = createApplier(client);
});
afterEach(() => {
  applier.close();
  client.clear();
});

const shown = () => (client.getQueryData(listKey) as unknown as { items: { status: string }[] } | undefined)?.items[0]?.status;
const put = (status: string, minute: number) =>
  client.setQueryData<unknown>(listKey, { items: [server(status, minute)], nextCursor: null, total: 1 });

/** An answer that is on its way until `answer` is called. */
function fetchList(): { answer: (status: string, minute: number) => Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const fetching = client.fetchQuery<unknown>({ queryKey: listKey, queryFn: () => promise });
  return {
    async answer(status, minute) {
      resolve({ items: [server(status, minute)], nextCursor: null, total: 1 });
      await fetching;
    },
  };
}

test("lists and the server itself show it at once, and are no younger for it", () => {
  put("online", 0);
  client.setQueryData<unknown>(nodeServerQuery(7).queryKey, server("online", 0), { updatedAt: 1_000 });
  expect(applier.onEvent(type, news("offline", 1))).toBe(true);
  expect(shown()).toBe("offline");
  expect(client.getQueryData<unknown>(nodeServerQuery(7).queryKey)).toMatchObject({ status: "offline", statusChangedAt: at(1) });
  expect(client.getQueryState(nodeServerQuery(7).queryKey)?.dataUpdatedAt).toBe(1_000);
});

test("as long as something else on the page is concerned, not all of it is shown", () => {
  put("online", 0);
  const overview = new QueryObserver(client, { ...fleetOverviewQuery(), queryFn: () => Promise.reject(new Error("away")), retry: false });
  const leave = overview.subscribe(() => {});
  expect(applier.onEvent(type, news("offline", 1))).toBe(false);
  expect(shown()).toBe("offline");
  leave();
  expect(applier.onEvent(type, news("online", 2))).toBe(true);
});

test.each([
  ["an event that says less", "node-server:changed", { nodeServerId: 7 }],
  ["a server that is not here", type, { ...news("offline", 1), nodeServerId: 8 }],
  ["an old event", type, news("offline", 0)],
  ["another version's event", type, { ...news("offline", 1), status: "draining" }],
])("%s changes nothing", (_, told, payload) => {
  put("online", 0);
  client.setQueryData<unknown>(serverHistoryQuery(7, {}).queryKey, { items: [] });
  const before = client.getQueryData(listKey);
  expect(applier.onEvent(told, payload)).toBe(false);
  expect(client.getQueryData(listKey)).toBe(before);
});

test("an answer that was asked for before the news does not take them back", async () => {
  put("online", 0);
  const early = fetchList();
  applier.onEvent(type, news("offline", 1));
  const moments: unknown[] = [];
  const unsubscribe = client.getQueryCache().subscribe(() => moments.push(shown()));
  await early.answer("online", 0);
  unsubscribe();
  expect(shown()).toBe("offline");
  expect(moments.at(-1)).toBe("offline");
});

test("an answer that was asked for after the news has the last word, whatever its clock says", async () => {
  put("online", 5);
  const early = fetchList();
  applier.onEvent(type, news("offline", 6));
  await early.answer("online", 5);
  expect(shown()).toBe("offline");
  await fetchList().answer("online", 4);
  expect(shown()).toBe("online");
});

test("what was told while one answer was on its way is forgotten with it", async () => {
  put("online", 0);
  const early = fetchList();
  applier.onEvent(type, news("offline", 1));
  await early.answer("online", 0);
  put("online", 0);
  await fetchList().answer("online", 0);
  expect(shown()).toBe("online");
});

test("after closing nothing is applied to answers any more", async () => {
  put("online", 0);
  const early = fetchList();
  applier.onEvent(type, news("offline", 1));
  applier.close();
  await early.answer("online", 0);
  expect(shown()).toBe("online");
});
