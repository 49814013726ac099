import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startIngestPort, type TestPort } from "./testing/ingest-port.ts";
import { connectNode, connectRaw, disconnectNodes, messageOf, rawFrame } from "./testing/node-client.ts";

let port: TestPort;
beforeEach(async () => {
  port = await startIngestPort();
});
afterEach(async () => {
  disconnectNodes();
  await port.close();
});

const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });
const received = (count: number) => soon(() => expect(port.counters.received).toBe(count));
/** Time goes on while the network has a moment for what it carries. */
const live = async (ms: number, perStep = () => Promise.resolve()) => {
  for (let at = 0; at < ms; at += 500) {
    port.clock.advance(500);
    await new Promise((resolve) => setImmediate(resolve));
    await perStep();
  }
};
const expectBalance = () => {
  const { received: came, stored, inFlight, dropped } = port.counters;
  expect(stored + inFlight + Object.values(dropped).reduce((sum, count) => sum + count, 0)).toBe(came);
  expect(inFlight + stored).toBe(port.sink.taken.length);
};

/** A message that is exactly so long. */
const messageOfBytes = (bytes: number) => messageOf(1, { pad: "x".repeat(bytes - messageOf(1, { pad: "" }).length) });

describe("what is taken", () => {
  test("text, binary and fragments; the same node of a socket by its id; audit by its path", async () => {
    const [node, auditor] = [await connectNode(port.port, "/submit"), await connectNode(port.port, "/audit")];
    await node.send(messageOf(1), Buffer.from(messageOf(2)), '{"msg":"tick","ts":"2026-11-20T12:00:00Z"}');
    const text = messageOf(3);
    node.socket.send(text.slice(0, 10), { fin: false });
    node.socket.send(text.slice(10, 20), { fin: false });
    node.socket.send(text.slice(20), { fin: true });
    await received(4);
    await auditor.send(messageOf(9));
    await received(5);
    expect(port.sink.taken).toEqual(["1/block.import", "2/block.import", "0/tick", "3/block.import", "9/block.import"]);
    expect(port.ingest.sockets.all().map(({ audit }) => audit)).toEqual([false, true]);
    expectBalance();
  });

  test("bad messages are counted by what is wrong with them, and cost nothing else", async () => {
    const node = await connectNode(port.port);
    await node.send(
      "{",
      Buffer.from("{"),
      Buffer.from([0xff, 0xfe]),
      `${"[".repeat(65)}${"]".repeat(65)}`,
      "[]",
      '{"msg":"x"}',
      messageOf(1),
    );
    // Bad UTF-8 in a text frame, which ws itself would close for.
    const raw = await connectRaw(port.port);
    raw.socket.write(rawFrame("text", Buffer.from([0x22, 0xc3, 0x28, 0x22])));
    raw.socket.write(rawFrame("text", messageOf(5)));
    await received(9);
    expect(port.counters.dropped).toEqual({
      bad_utf8: 2,
      bad_json: 2,
      too_deep: 1,
      bad_envelope: 1,
      bad_ts: 1,
      too_many_ids: 0,
      unstorable: 0,
    });
    expect(port.sink.taken).toEqual(["1/block.import", "5/block.import"]);
    expect(port.ingest.sockets.all()).toHaveLength(2);
    expectBalance();
  });

  test("a node that is killed in mid-frame leaves nothing behind", async () => {
    const raw = await connectRaw(port.port);
    raw.socket.write(rawFrame("text", messageOf(1)));
    await received(1);
    await new Promise<void>((resolve) => raw.socket.write(rawFrame("text", '{"half":', { declared: 1_000 }), () => resolve()));
    raw.socket.resetAndDestroy();
    await soon(() => expect(port.sink.ended).toEqual(["127.0.0.1: lost"]));
    expect(port.ingest.sockets.all()).toEqual([]);
    expect(port.counters).toMatchObject({ received: 1, socketsOpened: 1, socketsClosed: 1 });
  });

  test("1,000 sockets at once", async () => {
    const nodes = await Promise.all(Array.from({ length: 1_000 }, () => connectNode(port.port)));
    expect(port.ingest.sockets.all()).toHaveLength(1_000);
    await Promise.all(nodes.map((node, index) => node.send(messageOf(index))));
    await received(1_000);
    expect(new Set(port.sink.taken).size).toBe(1_000);
    for (const node of nodes) node.socket.close();
    await soon(() => expect(port.ingest.sockets.all()).toHaveLength(0));
    expect(new Set(port.sink.ended)).toEqual(new Set(["127.0.0.1: closed"]));
    expectBalance();
  }, 60_000);
});

describe("limits", () => {
  const endings = (node: { ended: string[] }, how: RegExp | string) => soon(() => expect(node.ended[0]).toMatch(how));

  test("524,288 bytes pass, 524,289 close with 1009; so does a frame that only says that it is so long", async () => {
    const [fits, bursts, liar] = [await connectNode(port.port), await connectNode(port.port), await connectRaw(port.port)];
    await fits.send(messageOfBytes(524_288));
    await received(1);
    await bursts.send(messageOfBytes(524_289));
    await endings(bursts, /^1009/);
    liar.socket.write(rawFrame("binary", "{", { declared: 524_289 }));
    await soon(() => expect(liar.isClosed()).toBe(true));
    expect(liar.received().subarray(0, 4)).toEqual(Buffer.from([0x88, 2, 0x03, 0xf1]));
    expect(fits.ended).toEqual([]);
    expect(port.counters.received).toBe(1);
    await soon(() => expect(port.sink.ended).toEqual(["127.0.0.1: too_big", "127.0.0.1: too_big"]));
  });

  test("20 nodes on one socket; the 21st closes it with 4001", async () => {
    const node = await connectNode(port.port);
    await node.send(...Array.from({ length: 20 }, (_, id) => messageOf(id)), messageOf(7), messageOf(19));
    await received(22);
    expect(node.ended).toEqual([]);
    await node.send(messageOf(20), messageOf(1));
    await endings(node, "4001 More than 20 nodes on one socket");
    expect(port.sink.ended).toEqual(["127.0.0.1: too_many_ids"]);
    expect(port.counters.dropped.too_many_ids).toBe(1);
    expectBalance();
  });

  test("more than 256 kB/s over ten seconds closes with 4002, what came until then is taken", async () => {
    const [steady, fast] = [await connectNode(port.port), await connectNode(port.port)];
    const second = [messageOfBytes(128_000), messageOfBytes(128_000)];
    for (let at = 0; at < 30; at++) {
      await steady.send(...second);
      await received(2 * (at + 1));
      port.clock.advance(1_000);
    }
    expect(steady.ended).toEqual([]);
    await fast.send(...Array.from({ length: 5 }, () => messageOfBytes(512_000)));
    await received(65);
    expect(fast.ended).toEqual([]);
    await fast.send(messageOf(1));
    await endings(fast, "4002 Too much within ten seconds");
    expect(port.sink.taken).toHaveLength(66);
    expect(steady.socket.readyState).toBe(1);
    expectBalance();
  }, 30_000);

  test("100 bad messages in a row close with 4003; 99 and a good one, again and again, do not", async () => {
    const [patient, broken] = [await connectNode(port.port), await connectNode(port.port)];
    const bad = Array.from({ length: 99 }, () => "{");
    await patient.send(...bad, messageOf(1), ...bad, messageOf(1));
    await received(200);
    expect(patient.ended).toEqual([]);
    await broken.send(messageOf(1), ...bad);
    await received(300);
    expect(broken.ended).toEqual([]);
    await broken.send("[]", messageOf(1));
    await endings(broken, "4003 100 bad messages in a row");
    expect(patient.socket.readyState).toBe(1);
    expectBalance();
  });

  test("a flood of pings closes with 4002 and is no more than noise to others", async () => {
    const [good, flooder] = [await connectNode(port.port), await connectRaw(port.port)];
    // One after the other, so that each is answered: a hundred in one piece ws itself cuts.
    for (let sent = 0; sent < 1_100 && !flooder.isClosed(); sent += 10) {
      flooder.socket.write(Buffer.concat(Array.from({ length: 10 }, () => rawFrame("ping"))));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await soon(() => expect(port.sink.ended).toEqual(["127.0.0.1: too_much"]));
    await good.send(messageOf(1));
    await received(1);
  });

  test("fragments without an end close at the limit of their number or their bytes", async () => {
    const [many, big] = [await connectRaw(port.port), await connectRaw(port.port)];
    many.socket.write(rawFrame("text", "{", { isLast: false }));
    for (let at = 0; at < 70; at++) many.socket.write(rawFrame("continuation", " ", { isLast: false }));
    big.socket.write(rawFrame("text", "{", { isLast: false }));
    for (let at = 0; at < 6; at++) big.socket.write(rawFrame("continuation", " ".repeat(100_000), { isLast: false }));
    await soon(() => expect([many.isClosed(), big.isClosed()]).toEqual([true, true]));
    expect(port.sink.ended.toSorted()).toEqual(["127.0.0.1: bad_protocol", "127.0.0.1: too_big"]);
    expect(port.counters.received).toBe(0);
  });

  test("what is no WebSocket frame closes with 1002", async () => {
    const raw = await connectRaw(port.port);
    raw.socket.write("GET / HTTP/1.1\r\n\r\n");
    await soon(() => expect(raw.isClosed()).toBe(true));
    expect(port.sink.ended).toEqual(["127.0.0.1: bad_protocol"]);
  });
});

describe("life", () => {
  test("a socket on which nothing comes for ten seconds is closed, with nine and a half it is not", async () => {
    const silent = await connectRaw(port.port);
    await live(9_500);
    expect(silent.isClosed()).toBe(false);
    await live(500);
    await soon(() => expect(silent.isClosed()).toBe(true));
    expect(port.sink.ended).toEqual(["127.0.0.1: silent"]);
  });

  test.each([
    ["data", rawFrame("text", messageOf(1))],
    ["bad data", rawFrame("text", "{")],
    ["pings", rawFrame("ping")],
    ["pongs", rawFrame("pong")],
  ])("%s are life", async (_name, frame) => {
    const node = await connectRaw(port.port);
    const silentAtMs = () => port.ingest.sockets.all()[0]?.silentAtMs(10_000);
    for (let at = 0; at < 4; at++) {
      await live(9_000);
      const before = silentAtMs();
      node.socket.write(frame);
      await soon(() => expect(silentAtMs()).toBeGreaterThan(before ?? Number.NaN));
    }
    expect(node.isClosed()).toBe(false);
  });

  test("half a frame is none", async () => {
    const node = await connectRaw(port.port);
    node.socket.write(rawFrame("text", "{", { declared: 1_000 }));
    await live(9_500, async () => void node.socket.write(" "));
    await live(500);
    await soon(() => expect(node.isClosed()).toBe(true));
  });

  test("pings come every five seconds; who answers them stays, and is seen", async () => {
    const node = await connectNode(port.port);
    for (let pings = 1; pings <= 6; pings++) {
      await live(4_500);
      expect(node.pings).toBe(pings - 1);
      await live(500);
      await soon(() => expect([node.pings, port.sink.signsOfLife]).toEqual([pings, pings]));
    }
    expect(node.ended).toEqual([]);
  });

  test("a time in which this process stood still is nobody's silence: all are asked, and have three seconds to answer", async () => {
    const [node, silent] = [await connectNode(port.port), await connectRaw(port.port)];
    port.clock.standStill(60_000);
    await soon(() => expect([node.pings, port.sink.signsOfLife]).toEqual([1, 1]));
    await live(2_500);
    expect(silent.isClosed()).toBe(false);
    await live(500);
    await soon(() => expect(silent.isClosed()).toBe(true));
    expect(node.ended).toEqual([]);
  });
});

describe("the real messages", () => {
  test("every sample of nodes of today and before is taken", async () => {
    const samples = readFileSync("lib/telemetry/testing/telemetry-samples.jsonl", "utf8").trim().split("\n");
    const node = await connectNode(port.port);
    await node.send(...samples.map((line, index) => (index % 2 === 0 ? line : Buffer.from(line))));
    await received(samples.length);
    expect(port.sink.taken).toHaveLength(samples.length);
    expectBalance();
  });
});
