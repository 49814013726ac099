import { expect, test, vi } from "vitest";
import { forgetSingleton } from "#lib/core/singleton";
import { ingestCounters } from "#lib/ingest/counters";
import type { IngestNode } from "#lib/ingest/ingest-node";
import type { ItemEnvelope } from "#lib/ingest/read-message";
import type { ItemOutcome } from "#lib/ingest/store-items";
import { type ItemSender, itemQueue, type QueueOptions } from "./item-queue.ts";

const node = (id: number): IngestNode => ({ id, name: `server ${id}`, tokenHash: new Uint8Array([id]), address: "192.0.2.1" });
const item = (id: string, payload = "{}"): ItemEnvelope => ({ id, kind: "heartbeat", at: new Date(0), payload, bodyHash: Buffer.from(id) });
const stored: ItemOutcome = { status: "stored", rejected: [] };
const away: ItemOutcome = { status: "refused", code: "database_unavailable", retry: true, reason: "away" };

/** A queue whose transactions end when the test says so, and what each sender heard. */
function setUp(options: Partial<QueueOptions> = {}) {
  const batches: { server: number; ids: string[]; end: (outcome?: ItemOutcome) => void }[] = [];
  const heard: string[] = [];
  const onTurn = vi.fn();
  const queue = itemQueue({
    limitBytes: 1_000_000,
    onTurn,
    pauseMs: 10,
    receive: ({ id }, items) =>
      new Promise((resolve) => {
        batches.push({ server: id, ids: items.map((one) => one.id), end: (outcome = stored) => resolve(items.map(() => outcome)) });
      }),
    ...options,
  });
  const sender = (name: string, server = 1): ItemSender => ({
    node: node(server),
    answer: (items, outcomes) => {
      for (const [index, one] of items.entries()) heard.push(`${name} ${one.id} ${outcomes[index]?.status}`);
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { queue, batches, heard, sender, settle, onTurn };
}

test("one server has one transaction at a time; what comes meanwhile is the next, whichever socket it came by", async () => {
  const { queue, batches, heard, sender, settle } = setUp();
  const [a, b] = [sender("a"), sender("b")];
  queue.push(a, [item("1")]);
  queue.push(b, [item("2")]);
  queue.push(a, [item("3"), item("2")]);
  expect(batches.map(({ ids }) => ids)).toEqual([["1"]]);
  batches[0]?.end();
  await settle();
  expect(batches.map(({ ids }) => ids)).toEqual([["1"], ["2", "3"]]);
  batches[1]?.end();
  await settle();
  batches[2]?.end();
  await settle();
  expect(heard).toEqual(["a 1 stored", "b 2 stored", "a 3 stored", "a 2 stored"]);
  expect(queue.bufferedBytes()).toBe(0);
});

test("servers take turns, so many at once and no more", async () => {
  const { queue, batches, sender, settle } = setUp({ mostAtOnce: 2 });
  for (const server of [1, 2, 3]) queue.push(sender("s", server), [item("1")]);
  queue.push(sender("s", 1), [item("2")]);
  expect(batches.map(({ server }) => server)).toEqual([1, 2]);
  batches[0]?.end();
  await settle();
  expect(batches.map(({ server }) => server)).toEqual([1, 2, 3]);
  batches[1]?.end();
  await settle();
  expect(batches.map(({ server }) => server)).toEqual([1, 2, 3, 1]);
});

test("after a batch that the database did not answer the next waits", async () => {
  const { queue, batches, sender, settle } = setUp();
  queue.push(sender("a"), [item("1")]);
  queue.push(sender("a"), [item("2")]);
  batches[0]?.end(away);
  await settle();
  expect(batches).toHaveLength(1);
  await vi.waitFor(() => expect(batches).toHaveLength(2));
});

test("full beyond the limit, and room again at half of it", async () => {
  const { queue, batches, sender, settle, onTurn } = setUp({ limitBytes: 3_000 });
  for (const id of ["1", "2", "3", "4"]) queue.push(sender("a"), [item(id, "x".repeat(500))]);
  expect([queue.isFull(), onTurn.mock.calls.length]).toEqual([true, 1]);
  batches[0]?.end();
  await settle();
  expect(queue.isFull()).toBe(true);
  batches[1]?.end();
  await settle();
  expect([queue.isFull(), onTurn.mock.calls.length, queue.bufferedBytes()]).toEqual([false, 2, 0]);
});

test("the end: what waits is stored, what comes then is given back", async () => {
  const { queue, batches, heard, sender, settle } = setUp();
  queue.push(sender("a"), [item("1")]);
  queue.push(sender("a"), [item("2")]);
  const closed = queue.close(1_000);
  queue.push(sender("a"), [item("3")]);
  batches[0]?.end();
  await settle();
  batches[1]?.end();
  await closed;
  expect(heard).toEqual(["a 3 refused", "a 1 stored", "a 2 stored"]);
});

test("the end without a database: what is left is given back in time, and once", async () => {
  const { queue, batches, heard, sender, settle } = setUp();
  queue.push(sender("a"), [item("1")]);
  queue.push(sender("a"), [item("2")]);
  await queue.close(20);
  expect(heard).toEqual(["a 2 refused"]);
  batches[0]?.end(away);
  await settle();
  expect(batches).toHaveLength(1);
  expect(heard).toEqual(["a 2 refused", "a 1 refused"]);
  expect(queue.bufferedBytes()).toBe(0);
});

test("what is given back at the end is counted as refused, so that the counters balance", async () => {
  forgetSingleton("ingest-counters");
  const { queue, sender } = setUp();
  queue.push(sender("a"), [item("1")]);
  queue.push(sender("b"), [item("2"), item("3")]);
  await queue.close(20);
  queue.push(sender("a"), [item("4")]);
  expect(ingestCounters().refused.shutting_down).toBe(3);
});
