import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startIngestPort, type TestPort } from "./testing/ingest-port.ts";
import { connectNode, connectRaw, disconnectNodes, messageOf } from "./testing/node-client.ts";

let port: TestPort;
beforeEach(async () => {
  port = await startIngestPort();
});
afterEach(async () => {
  disconnectNodes();
  await port.close();
});

const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

test("a stop reads nothing more, stores what was taken, and then tells nodes to come back", async () => {
  let stored = () => {};
  port.sink.close = () =>
    new Promise((resolve) => {
      stored = () => {
        port.sink.store();
        resolve();
      };
    });
  const [node, other] = [await connectNode(port.port), await connectNode(port.port, "/audit")];
  await node.send(messageOf(1));
  await soon(() => expect(port.counters.inFlight).toBe(1));
  const closing = port.ingest.close();
  // Their connections are ended in the same flush.
  expect(port.sink.ended).toEqual(["127.0.0.1: restart", "127.0.0.1: restart"]);
  await node.send(messageOf(2));
  const late = await connectNode(port.port);
  expect(late.ended[0]).toMatch(/^503 .*shutting_down/);
  expect([node.ended, other.ended, port.counters.received]).toEqual([[], [], 1]);
  stored();
  await closing;
  await soon(() =>
    expect([node.ended, other.ended]).toEqual([["1012 This process is stopping: come back"], ["1012 This process is stopping: come back"]]),
  );
  expect(port.sink.taken).toEqual(["1/block.import"]);
  expect(port.counters).toMatchObject({ received: 1, stored: 1, inFlight: 0, socketsClosed: 2 });
  expect(port.sink.ended).toHaveLength(2);
});

test("with the database away nodes are told in time all the same", async () => {
  await port.close();
  port = await startIngestPort({ flushWithinMs: 10 });
  port.sink.close = () => new Promise(() => {});
  const node = await connectNode(port.port);
  await node.send(messageOf(1));
  await soon(() => expect(port.counters.inFlight).toBe(1));
  await port.ingest.close();
  await soon(() => expect(node.ended).toEqual(["1012 This process is stopping: come back"]));
});

test("who does not answer is cut after a second", async () => {
  const mute = await connectRaw(port.port);
  await port.ingest.close();
  await soon(() => expect(mute.isClosed()).toBe(true));
  // A close frame with 1012 and its words.
  expect([mute.received()[0], mute.received().readUInt16BE(2)]).toEqual([0x88, 1012]);
});
