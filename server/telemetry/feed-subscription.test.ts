import { expect, test } from "vitest";
import type { Arrival } from "#lib/telemetry/following/arrival";
import { FeedSubscription } from "./feed-subscription.ts";

const request = { interest: "subscribe", peerId: "p", msg: "m", start: 0n, aggregate: undefined } as const;
const arrival = (id: number, bytes: number): Arrival => ({
  ...{ peerId: "p", msg: "m", id: String(id), createdAt: "2026-11-20T12:00:00.000000Z", xmin: 1 },
  logs: JSON.stringify({ id, filler: "x".repeat(bytes) }),
});
/** Three pieces of a megabyte and something. */
const page = [1, 2, 3, 4].map((id) => arrival(id, id === 4 ? 10 : 1_100_000));

test("what is stored is told piece by piece, each when the reader has taken the one before", async () => {
  const log: string[] = [];
  const subscription = new FeedSubscription(request, (text) => log.push(`sent ${text.match(/"id":(\d)/)?.[1]}`));
  await subscription.tellStored(page, async () => void log.push("drained"));
  expect(log).toEqual(["drained", "sent 1", "drained", "sent 2", "drained", "sent 3", "drained", "sent 4"]);
});

test("one that ends while its reader is slow is told nothing more", async () => {
  const log: string[] = [];
  const subscription = new FeedSubscription(request, () => log.push("sent"));
  await subscription.tellStored(page, async () => {
    if (log.length === 2) subscription.end();
  });
  expect(log).toEqual(["sent", "sent"]);
  subscription.tell(page);
  expect(log).toHaveLength(2);
});
