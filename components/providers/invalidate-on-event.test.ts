import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fleetKeys } from "#lib/fleet/client";
import { createInvalidator, type Invalidator } from "./invalidate-on-event.ts";

const told = "node-server:status-changed";
let client: QueryClient;
let invalidator: Invalidator;
let fetches: number;

beforeEach(async () => {
  vi.useFakeTimers();
  client = new QueryClient();
  invalidator = createInvalidator(client, { ms: 250, shownMs: 1_000 });
  fetches = 0;
  new QueryObserver(client, { queryKey: fleetKeys.serverList({}), queryFn: () => ++fetches }).subscribe(() => {});
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  invalidator.close();
  client.clear();
  vi.useRealTimers();
});

async function fetchesAfter(ms: number): Promise<number> {
  await vi.advanceTimersByTimeAsync(ms);
  return fetches;
}

test("what the page does not show yet is fetched at once, and once more for all that followed in the window", async () => {
  for (let times = 0; times < 5; times++) invalidator.onEvent(told);
  expect([await fetchesAfter(0), await fetchesAfter(249), await fetchesAfter(1)]).toEqual([2, 2, 3]);
  expect(await fetchesAfter(10_000)).toBe(3);
});

test("what the page shows already is fetched once, when its time is over", async () => {
  for (let times = 0; times < 5; times++) invalidator.onEvent(told, true);
  expect([await fetchesAfter(999), await fetchesAfter(1), await fetchesAfter(10_000)]).toEqual([1, 2, 2]);
});

test("an event that the page does not show yet does not wait for one that it shows", async () => {
  invalidator.onEvent(told, true);
  invalidator.onEvent("node-server:changed");
  expect([await fetchesAfter(0), await fetchesAfter(10_000)]).toEqual([2, 2]);
});

test("an answer on its way is left to end, then fetched again", async () => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const slow = new QueryObserver(client, {
    queryKey: fleetKeys.server(1),
    queryFn: () => {
      fetches += 1;
      return promise;
    },
  });
  slow.subscribe(() => {});
  await fetchesAfter(0);
  invalidator.onEvent(told);
  expect(await fetchesAfter(1_000)).toBe(2);
  resolve(0);
  expect(await fetchesAfter(250)).toBe(4);
});

test("an event that no page knows fetches nothing", async () => {
  invalidator.onEvent("moon:risen");
  expect(await fetchesAfter(10_000)).toBe(1);
});
