import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { countDifferences } from "#lib/telemetry/testing/count-rows";
import { connectedMessage, messageOf, readText } from "#lib/telemetry/testing/messages";
import type { NodeSocket } from "./node-sink.ts";
import { type TestSink, testSink, testSocket } from "./testing/test-sink.ts";

const db = testDatabase();
const peer = "12D3KooWA";
const other = "12D3KooWB";
const atMs = noon.getTime();
let sink: TestSink;
let socket: NodeSocket;

beforeEach(async () => {
  await db.pool.query(`truncate peer_connections, substrate_logs, substrate_log_stats, substrate_log_delta, telemetry_node, telemetry_chain,
    peer_reputation, peer_reputation_report, event_log`);
  sink = testSink(db);
  socket = testSocket();
});

const read = async (text: string): Promise<Record<string, unknown>[]> => (await db.pool.query(text)).rows;
const logs = () =>
  read(`select l.peer_id, msg, l.created_at::text as created, received_at, l.audit, logs::text as text, c.node_id::text
  from substrate_logs l join peer_connections c on c.id = l.peer_connection_id order by l.id`);
const take = (message: Parameters<TestSink["take"]>[1], afterMs = 0) => sink.take(socket, message, message.text.length, atMs + afterMs);
/** Everything that was taken is stored, and a next batch begins. */
const stored = () => expect.poll(() => sink.counters.inFlight, { interval: 5, timeout: 20_000 }).toBe(0);

test("a message is stored as it came, with its connection, node, chain and count", async () => {
  const text = `{"id":1,"payload":{"msg":"block.import","height":7,"best":"0xab"},"ts":"2026-11-20T08:00:00.123456789-04:00"}`;
  take(connectedMessage(peer));
  take(readText(text), 1);
  await sink.close();
  expect(await logs()).toMatchObject([
    { peer_id: peer, msg: "system.connected" },
    {
      peer_id: peer,
      msg: "block.import",
      created: "2026-11-20 12:00:00.123456+00",
      received_at: new Date(atMs + 1),
      audit: false,
      text,
      node_id: "1",
    },
  ]);
  expect(await read("select * from peer_connections")).toMatchObject([
    {
      socket_id: socket.socketId,
      ip_addr: "192.0.2.7",
      peer_id: peer,
      name: `node ${peer}`,
      chain: "Test",
      genesis_hash: "0x00ff",
      process: "test:1",
      clock_ahead_ms: 122n,
    },
  ]);
  expect(await read("select * from telemetry_node")).toMatchObject([
    { peer_id: peer, chain_key: "0x00ff", authority: true, best_height: 7n, best_hash: "0xab", disconnected_at: null, propagation_ms: 0 },
  ]);
  expect(await read("select * from telemetry_chain")).toMatchObject([
    { chain_key: "0x00ff", name: "Test", best_height: 7n, block_times_ms: [] },
  ]);
  expect(await countDifferences(db)).toEqual([]);
  expect(sink.counters).toMatchObject({ stored: 2, inFlight: 0 });
});

test("every sample of real nodes is stored byte by byte, and all of them are known", async () => {
  const samples = readFileSync(path.join(import.meta.dirname, "../../lib/telemetry/testing/telemetry-samples.jsonl"), "utf8")
    .trim()
    .split("\n");
  for (const line of samples) take(readText(line));
  await sink.close();
  expect((await logs()).map(({ text }) => text)).toEqual(samples);
  // Three V1 nodes share the id 0 of one socket here: each of them ends the one before it.
  expect(await read("select name, node_id::int, disconnect_reason from peer_connections order by id")).toEqual([
    { name: "fra-validator-01", node_id: 1, disconnect_reason: null },
    { name: "fra-collator-01", node_id: 2, disconnect_reason: null },
    { name: "legacy-archive-01", node_id: 0, disconnect_reason: "renamed" },
    { name: "legacy-archive-02", node_id: 0, disconnect_reason: "renamed" },
    { name: "gossamer-01", node_id: 0, disconnect_reason: null },
  ]);
  expect(await read("select name, best_height::int, finalized_height::int, peers, hwbench from telemetry_node order by name")).toEqual([
    { name: "fra-collator-01", best_height: null, finalized_height: null, peers: 0, hwbench: null },
    {
      name: "fra-validator-01",
      best_height: 23650102,
      finalized_height: 23650099,
      peers: 39,
      hwbench: expect.objectContaining({ cpu_hashrate_score: 1187, memory_memcpy_score: 17843 }),
    },
    { name: "gossamer-01", best_height: null, finalized_height: null, peers: null, hwbench: null },
    { name: "legacy-archive-01", best_height: 1853481, finalized_height: 1853478, peers: 3, hwbench: null },
    { name: "legacy-archive-02", best_height: null, finalized_height: null, peers: null, hwbench: null },
  ]);
  expect(await countDifferences(db)).toEqual([]);
});

describe("who sends", () => {
  test("is known afterwards of messages that came before it was said, in an earlier batch and in the same", async () => {
    take(messageOf({ id: 1, payload: { msg: "block.import", height: 1 } }));
    take(messageOf({ id: 2, payload: { msg: "block.import", height: 1 } }));
    await stored();
    expect((await logs()).map(({ peer_id }) => peer_id)).toEqual([null, null]);
    take(messageOf({ id: 1, payload: { msg: "txpool.import" } }));
    take(connectedMessage(peer));
    await sink.close();
    expect((await logs()).map(({ peer_id, node_id }) => [peer_id, node_id])).toEqual([
      [peer, "1"],
      [null, "2"],
      [peer, "1"],
      [peer, "1"],
    ]);
    expect(await countDifferences(db)).toEqual([]);
  });

  test("said again by the same peer updates its row: it was started anew", async () => {
    take(connectedMessage(peer, { version: "1.0" }));
    await stored();
    take(connectedMessage(peer, { version: "2.0", startup_time: "0ms", sysinfo: null }));
    await sink.close();
    const said = { peer_id: peer, version: "2.0", startup_time: null, sysinfo: null };
    expect(await read("select * from peer_connections")).toMatchObject([said]);
    expect(await read("select * from telemetry_node")).toMatchObject([said]);
  });

  test("said again by another peer ends the one before it", async () => {
    take(connectedMessage(peer));
    await stored();
    take(connectedMessage(other), 9);
    take(messageOf({ id: 1, payload: { msg: "block.import", height: 1 } }), 10);
    await sink.close();
    expect(await read("select peer_id, disconnected_at, disconnect_reason from peer_connections order by id")).toEqual([
      { peer_id: peer, disconnected_at: new Date(atMs + 9), disconnect_reason: "renamed" },
      { peer_id: other, disconnected_at: null, disconnect_reason: null },
    ]);
    expect((await logs()).map(({ peer_id }) => peer_id)).toEqual([peer, other, other]);
    expect(await read("select peer_id, disconnected_at is null as is_there from telemetry_node order by 1")).toEqual([
      { peer_id: peer, is_there: false },
      { peer_id: other, is_there: true },
    ]);
  });

  test("in both envelopes on one socket is two nodes", async () => {
    take(connectedMessage(peer));
    take(messageOf({ payload: { msg: "system.connected", network_id: other, name: "old" } }));
    take(messageOf({ payload: { msg: "note" } }));
    await sink.close();
    expect((await logs()).map(({ peer_id, node_id }) => [peer_id, node_id])).toEqual([
      [peer, "1"],
      [other, "0"],
      [other, "0"],
    ]);
  });

  test.each(["state", "network_state"])(
    "is told by the %s of an old node that never says it, and does not undo what is known",
    async (field) => {
      take(connectedMessage(other, { id: 5 }));
      take(messageOf({ payload: { msg: "block.import", height: 9 } }));
      for (const peerId of [peer, other]) {
        socket = testSocket();
        take(messageOf({ payload: { msg: "system.network_state", [field]: { peerId } } }));
        take(messageOf({ payload: { msg: "block.import", height: 10 } }));
      }
      await sink.close();
      expect((await logs()).map(({ peer_id }) => peer_id)).toEqual([other, null, peer, peer, other, other]);
      expect(await read("select peer_id, name, best_height::int from telemetry_node order by 1")).toEqual([
        { peer_id: peer, name: "", best_height: 10 },
        { peer_id: other, name: `node ${other}`, best_height: 10 },
      ]);
      expect(await read("select chain_key from telemetry_chain")).toEqual([{ chain_key: "0x00ff" }]);
    },
  );

  test("is one of at most twenty on a socket", async () => {
    for (let id = 1; id <= 20; id++) expect(take(messageOf({ id, payload: { msg: "note" } }))).toBe("taken");
    expect(take(messageOf({ id: 21, payload: { msg: "note" } }))).toBe("too_many_ids");
    expect(take(messageOf({ id: 20, payload: { msg: "note" } }))).toBe("taken");
    await sink.close();
    expect(sink.counters.stored).toBe(21);
  });
});

test.each([
  ["9223372036854775807", "9223372036854775807"],
  ["9007199254740993", "9007199254740993"],
  ['"9223372036854775807"', "9223372036854775807"],
  ["9223372036854775808", null],
  ["-1", null],
  ["1e3000", null],
])("a height of %s is known exactly or not at all, and the message is kept", async (height, expected) => {
  const text = `{"id":1,"payload":{"msg":"block.import","height":${height}},"ts":"2026-11-20T12:00:00Z"}`;
  take(connectedMessage(peer));
  take(readText(text));
  await sink.close();
  expect(await read("select best_height::text from telemetry_node")).toEqual([{ best_height: expected }]);
  expect((await logs())[1]).toMatchObject({ text });
});

test("NUL, halves of characters, empty lists and lists where others write text are stored", async () => {
  const texts = [
    '{"id":1,"payload":{"msg":"a\\u0000b","c":"\\ud800"},"ts":"2026-11-20T12:00:00Z"}',
    '{"id":1,"payload":{"msg":"afg.authority_set","authorities":"[]","authority_id":""},"ts":"2026-11-20T12:00:00Z"}',
    '{"contains_precommits_signed_by":["5DZ"],"msg":"afg.received_commit","ts":"2026-11-20T12:00:00Z"}',
    '{"contains_precommits_signed_by":"[\\"5DZ\\"]","msg":"afg.received_commit","ts":"2026-11-20T12:00:00Z"}',
    `{"id":1,"payload":{"msg":"größe 🛰","a":"${"é".repeat(200)}"},"ts":"9999-12-31T23:59:59.999999Z"}`,
  ];
  for (const text of texts) take(readText(text));
  await sink.close();
  const kept = await logs();
  expect(kept.map(({ text }) => text)).toEqual([
    String(texts[0]).replace("\\u0000", "\\ufffd").replace("\\ud800", "\\ufffd"),
    ...texts.slice(1),
  ]);
  expect(kept.map(({ msg }) => msg)).toEqual(["a\ufffdb", "afg.authority_set", "afg.received_commit", "afg.received_commit", "größe 🛰"]);
  expect(kept[4]).toMatchObject({ created: "9999-12-31 23:59:59.999999+00" });
  expect(await countDifferences(db)).toEqual([]);
});

describe("reputation", () => {
  const report = (nodes: Record<string, [number, boolean]>, at = noon) => {
    const entries = Object.entries(nodes).map(([id, [reputation, connected]]) => [id, { reputation, connected }]);
    return messageOf({
      at,
      payload: { msg: "system.network_state", state: { peerId: peer, peerset: { nodes: Object.fromEntries(entries) } } },
    });
  };
  const changes = () => read("select remote_peer, reputation, connected, ts from peer_reputation order by received_at, remote_peer");

  test("is kept as the newest of each reporter, with what changed since the one before", async () => {
    take(report({ a: [-2147483648, false], b: [5, true], c: [0, true] }));
    await stored();
    take(report({ a: [-2147483648, false], b: [5, false], d: [1, true] }, fromNoon({ seconds: 30 })), 30_000);
    await sink.close();
    expect(await read("select * from peer_reputation_report")).toMatchObject([
      {
        reporting_peer: peer,
        ts: fromNoon({ seconds: 30 }),
        remote_peers: ["a", "b", "d"],
        reputations: [-2147483648, 5, 1],
        connecteds: [false, false, true],
      },
    ]);
    expect(await changes()).toMatchObject([
      { remote_peer: "a", reputation: -2147483648, connected: false },
      { remote_peer: "b", reputation: 5, connected: true },
      { remote_peer: "c", reputation: 0, connected: true },
      { remote_peer: "b", reputation: 5, connected: false, ts: fromNoon({ seconds: 30 }) },
      { remote_peer: "d", reputation: 1, connected: true },
    ]);
  });

  test("two reports of one batch are both told apart", async () => {
    take(report({ a: [1, true] }));
    take(report({ a: [2, true] }), 1);
    await sink.close();
    expect((await changes()).map(({ reputation }) => reputation)).toEqual([1, 2]);
  });

  test("of 1,254 peers in a message of 168 kB is kept whole", async () => {
    const ids = Array.from({ length: 1_254 }, (_, index) => `12D3KooW${String(index).padStart(44, "x")}`);
    const message = report(Object.fromEntries(ids.map((id, index) => [id, [index - 600, index % 3 === 0]])));
    const padded = readText(`${message.text.slice(0, -1)},"padding":"${"x".repeat(168_000 - message.text.length)}"}`);
    take(padded);
    await sink.close();
    expect(await read("select cardinality(remote_peers) as peers from peer_reputation_report")).toEqual([{ peers: 1_254 }]);
    expect(await changes()).toHaveLength(1_254);
    expect(await read("select length(logs::text) > 167000 as is_whole from substrate_logs")).toEqual([{ is_whole: true }]);
  });
});

describe("a socket", () => {
  test("that closes ends its connections, told with its reason, and its nodes", async () => {
    take(connectedMessage(peer));
    take(connectedMessage(other, { id: 2 }));
    await stored();
    sink.closed(socket, "silent", atMs + 5_000);
    await sink.close();
    const ended = { disconnected_at: new Date(atMs + 5_000) };
    expect(await read("select disconnected_at, disconnect_reason from peer_connections")).toEqual(
      Array(2).fill({ ...ended, disconnect_reason: "silent" }),
    );
    expect(await read("select disconnected_at from telemetry_node")).toEqual([ended, ended]);
    expect(await read("select type, payload, rooms from event_log order by seq")).toMatchObject([
      { type: "telemetry:node-connected", payload: { peerIds: [peer, other], count: 2 }, rooms: ["permission:telemetry:read"] },
      { type: "telemetry:node-disconnected", payload: { peerIds: [peer, other], count: 2 } },
    ]);
  });

  test("that closes before anything of it is stored is stored as closed", async () => {
    take(connectedMessage(peer));
    sink.closed(socket, "lost", atMs + 1);
    await sink.close();
    expect(await read("select disconnect_reason from peer_connections")).toEqual([{ disconnect_reason: "lost" }]);
    expect(await read("select disconnected_at from telemetry_node")).toEqual([{ disconnected_at: new Date(atMs + 1) }]);
  });

  test("that only answers pings lives", async () => {
    take(connectedMessage(peer));
    await stored();
    sink.alive(socket, atMs + 7_000);
    await sink.close();
    const seen = { last_seen_at: new Date(atMs + 7_000) };
    expect(await read("select last_seen_at from peer_connections union all select last_seen_at from telemetry_node")).toEqual([seen, seen]);
  });

  test("of the audit path has partitions of its own", async () => {
    socket = testSocket({ audit: true });
    take(connectedMessage(peer));
    await sink.close();
    expect(await read("select count(*)::int from substrate_logs_audit")).toEqual([{ count: 1 }]);
    expect(await read("select audit from peer_connections union all select audit from telemetry_node")).toEqual([
      { audit: true },
      { audit: true },
    ]);
    expect(await countDifferences(db)).toEqual([]);
  });
});

test("a batch that is full of bytes is written at once, long before it is due by its messages or its age", async () => {
  await sink.close();
  sink = testSink(db, { env: { DB_BATCH_SIZE: 100_000, DB_SAVE_LATENCY_MS: 600_000, INGEST_BUFFER_MB: 64 }, windowMs: () => 600_000 });
  const message = messageOf({ id: 1, payload: { msg: "note", padding: "x".repeat(500_000) } });
  for (let n = 0; n < 9; n++) take(message);
  await stored();
  expect([sink.counters.stored, sink.bufferedBytes(), sink.oldestUnsavedMs()]).toEqual([9, 0, null]);
  await sink.close();
});

test("followers are told which time a batch spans, and whose earlier messages have got a peer, after it is there", async () => {
  const listener = await db.pool.connect();
  const heard: unknown[] = [];
  listener.on("notification", ({ payload }) => heard.push(JSON.parse(payload ?? "")));
  await listener.query("listen fleetlight_telemetry");
  take(messageOf({ id: 1, payload: { msg: "note" } }), 3);
  take(messageOf({ id: 1, payload: { msg: "note" } }), 8);
  await stored();
  take(connectedMessage(peer), 50_000);
  await sink.close();
  await listener.query("unlisten *");
  listener.release();
  expect(heard).toEqual([
    { from: new Date(atMs + 3).toISOString(), to: new Date(atMs + 8).toISOString() },
    { peer },
    { from: new Date(atMs + 50_000).toISOString(), to: new Date(atMs + 50_000).toISOString() },
  ]);
});
