import { afterEach, expect, test, vi } from "vitest";
import { startIngestPort, type TestPort } from "./testing/ingest-port.ts";
import { connectNode, connectRaw, disconnectNodes, messageOf, rawFrame } from "./testing/node-client.ts";

let port: TestPort;
afterEach(async () => {
  disconnectNodes();
  await port.close();
});

const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 });
const arePaused = () => port.ingest.sockets.all().map((each) => each.isPaused());
const numbered = (node: number, at: number, bytes = 10_000) => messageOf(node, { msg: `m${at}`, pad: "x".repeat(bytes) });
/** Stores what is held, again and again, until all of them have come. */
const storeUntil = (count: number) =>
  soon(() => {
    port.sink.store();
    expect(port.sink.taken).toHaveLength(count);
  });
const live = async (ms: number) => {
  for (let at = 0; at < ms; at += 500) {
    port.clock.advance(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

test("a full buffer stops all sockets by TCP; with room again everything arrives, once and in order", async () => {
  const limit = 200_000;
  port = await startIngestPort({ bufferBytes: limit });
  const nodes = await Promise.all(Array.from({ length: 4 }, () => connectNode(port.port)));
  // 20 MB each: more than the kernel keeps for anybody.
  const perNode = 2_000;
  const sending = nodes.map((node, id) => node.send(...Array.from({ length: perNode }, (_, at) => numbered(id, at))));
  await soon(() => expect(arePaused()).toEqual(nodes.map(() => true)));
  // What one read brought of the socket that filled it is all that goes beyond the limit.
  expect(port.sink.bufferedBytes()).toBeLessThan(limit + 80_000);
  await live(80_000);
  expect(nodes.map(({ socket }) => socket.bufferedAmount > 1_000_000)).toEqual(nodes.map(() => true));
  await storeUntil(nodes.length * perNode);
  await Promise.all(sending);
  for (const [id] of nodes.entries())
    expect(port.sink.taken.filter((each) => each.startsWith(`${id}/`))).toEqual(Array.from({ length: perNode }, (_, at) => `${id}/m${at}`));
  expect(arePaused()).toEqual(nodes.map(() => false));
  expect(port.counters).toMatchObject({ received: 8_000, stored: 8_000, inFlight: 0, socketsClosed: 0 });
}, 60_000);

test("who is not read is neither silent nor too fast, however long it lasts", async () => {
  port = await startIngestPort({ bufferBytes: 1 });
  const node = await connectNode(port.port);
  await node.send(numbered(1, 0));
  await soon(() => expect(arePaused()).toEqual([true]));
  const sent = Array.from({ length: 40 }, (_, at) => numbered(1, at + 1, 200_000));
  // 8 MB in one piece, as it piled up over 40 s.
  void node.send(...sent);
  await live(40_000);
  expect(arePaused()).toEqual([true]);
  await storeUntil(41);
  expect(node.ended).toEqual([]);
  // From here on it is silent, and that counts.
  await soon(() => expect(arePaused()).toEqual([false]));
});

test("sockets that are opened meanwhile wait like the others", async () => {
  port = await startIngestPort({ bufferBytes: 1 });
  const first = await connectNode(port.port);
  await first.send(messageOf(1));
  await soon(() => expect(arePaused()).toEqual([true]));
  const second = await connectNode(port.port, "/audit");
  await second.send(messageOf(2));
  await soon(() => expect(arePaused()).toEqual([true, true]));
  expect(port.sink.taken).toEqual(["1/block.import"]);
  await storeUntil(2);
});

test("nobody is last for ever: who was read first waits longest the next time", async () => {
  port = await startIngestPort({ bufferBytes: 1 });
  const nodes = await Promise.all([0, 1, 2].map(() => connectNode(port.port)));
  await nodes[0]?.send(numbered(0, 0, 1));
  await soon(() => expect(arePaused()).toEqual([true, true, true]));
  // Frames of 80 kB: more than one read, so that each turn is one node's.
  void nodes.map((node, id) => node.send(...[1, 2, 3].map((at) => numbered(id, at, 80_000))));
  const turns = new Set<string>();
  while (turns.size < 3) {
    const before = port.sink.taken.length;
    port.sink.store();
    await soon(() => expect(port.sink.taken.length).toBeGreaterThan(before));
    for (const each of port.sink.taken.slice(before)) turns.add(each[0] ?? "");
    expect(port.sink.taken.length).toBeLessThan(10);
  }
  expect(turns.size).toBe(3);
  await storeUntil(10);
});

test("a node that is gone is noticed although nobody reads it", async () => {
  port = await startIngestPort({ bufferBytes: 1 });
  const raw = await connectRaw(port.port);
  raw.socket.write(rawFrame("text", messageOf(1)));
  await soon(() => expect(arePaused()).toEqual([true]));
  raw.socket.resetAndDestroy();
  await soon(() => {
    port.clock.advance(5_000);
    expect(port.ingest.sockets.all()).toEqual([]);
  });
  expect(port.sink.ended).toEqual(["127.0.0.1: lost"]);
});

test("pauses excuse silence for as long as they last: one after the other does not keep a dead node for ever", async () => {
  port = await startIngestPort({ bufferBytes: 1 });
  const node = await connectNode(port.port);
  await connectRaw(port.port);
  await soon(() => expect(arePaused()).toEqual([false, false]));
  // Eleven seconds in which it was read, in pieces of one, each after two in which it was not.
  for (let turn = 0; turn < 11; turn++) {
    await node.send(numbered(1, turn, 1));
    await soon(() => expect(arePaused()).not.toContain(false));
    await live(2_000);
    await storeUntil(turn + 1);
    await soon(() => expect(arePaused()).not.toContain(true));
    await live(1_000);
  }
  await soon(() => expect(port.sink.ended).toEqual(["127.0.0.1: silent"]));
  expect(node.ended).toEqual([]);
});
