import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { originalLogStats } from "#lib/telemetry/original/list-log-stats";
import { originalLogs } from "#lib/telemetry/original/list-logs";
import { originalNodes } from "#lib/telemetry/original/list-nodes";
import { originalPeerReputation } from "#lib/telemetry/original/show-peer-reputation";
import { originalReputation } from "#lib/telemetry/original/show-reputation";
import { showTelemetryNode } from "#lib/telemetry/show-node";
import { readText } from "#lib/telemetry/testing/messages";
import { type TestSink, testSink, testSocket } from "../ingest/testing/test-sink.ts";

const db = testDatabase();
const lines = readFileSync("lib/telemetry/testing/telemetry-samples.jsonl", "utf8").trim().split("\n");
let sink: TestSink;

interface Sample {
  peerId: string;
  msg: string;
  frame: unknown;
}

/** A current node's messages go by the envelope's id, an old node's by the last one that said who it is. */
function samplesOf(): { samples: Sample[]; sockets: string[][] } {
  const peers = new Map<string, string>();
  const current: string[] = [];
  const old: string[][] = [];
  const samples = lines.map((line): Sample => {
    const frame = JSON.parse(line);
    const fields = frame.payload ?? frame;
    const place = frame.payload ? `id ${frame.id}` : "old";
    if (fields.msg === "system.connected") peers.set(place, fields.network_id);
    if (frame.payload) current.push(line);
    else if (fields.msg === "system.connected") old.push([line]);
    else old.at(-1)?.push(line);
    return { peerId: peers.get(place) ?? "", msg: fields.msg, frame };
  });
  return { samples, sockets: [current, ...old] };
}

const { samples, sockets } = samplesOf();
const ctx = () => testContext(db, { actor: keyActor(["telemetry:read"]), now: new Date() });

beforeAll(async () => {
  sink = testSink(db);
  for (const socket of sockets) {
    const from = testSocket();
    for (const line of socket) {
      const message = readText(line);
      sink.take(from, message, message.text.length, Date.now());
    }
  }
  await vi.waitFor(() => expect(sink.counters.stored).toBe(lines.length), 20_000);
});
afterAll(async () => {
  await sink.close();
  await sink.keeper.close();
});

test("every node of the sample file, as it says of itself", async () => {
  const nodes = JSON.parse((await Array.fromAsync(await originalNodes(ctx(), {}))).join("")) as {
    peer_id: string;
    name: string;
    startup_time: number;
  }[];
  const said = samples.filter(({ msg }) => msg === "system.connected").map(({ frame }) => (frame as { payload?: object }).payload ?? frame);
  expect(nodes).toHaveLength(said.length);
  for (const one of said as Record<string, unknown>[]) {
    expect(nodes.find(({ peer_id: id }) => id === one.network_id)).toMatchObject({
      name: one.name,
      chain: one.chain,
      version: one.version,
      authority: one.authority,
      implementation: one.implementation,
      startup_time: Number(one.startup_time),
      ip_addr: "192.0.2.7",
      audit: false,
    });
  }
});

test("every message as it came, newest first, and every count", async () => {
  for (const peerId of new Set(samples.map((sample) => sample.peerId))) {
    const own = samples.filter((sample) => sample.peerId === peerId);
    const input = { peer_id: peerId, start_time: "2026-11-20T07:00:00", end_time: "2026-11-20T08:00:00", limit: 10_000 };
    const logs = JSON.parse((await Array.fromAsync(await originalLogs(ctx(), input))).join("")) as { logs: unknown; created_at: string }[];
    expect(logs.map((log) => log.logs)).toEqual(own.map(({ frame }) => frame).reverse());
    expect(logs.map((log) => log.created_at)).toEqual(
      logs
        .map((log) => log.created_at)
        .sort()
        .reverse(),
    );
    const counts = Map.groupBy(own, ({ msg }) => msg);
    const stats = await originalLogStats(ctx(), { peer_id: peerId });
    expect(Object.fromEntries(stats.map(({ log_type: type, qty }) => [type, qty]))).toEqual(
      Object.fromEntries([...counts].map(([msg, of]) => [msg, of.length])),
    );
  }
});

test("every reputation: who reports, of whom, and what others report of a peer", async () => {
  const reports = samples.flatMap(({ peerId, msg, frame }) => {
    if (msg !== "system.network_state") return [];
    const { nodes } = (frame as { state: { peerset: { nodes: Record<string, { reputation: number; connected: boolean }> } } }).state
      .peerset;
    return [{ peerId, nodes }];
  });
  expect(reports.length).toBe(2);
  const found = await originalReputation(ctx(), { max_age_s: 3_600 });
  for (const { peerId, nodes } of reports) {
    const report = found.find((one) => one.reporting_peer === peerId);
    const told = report?.remote_peer.map((peer, index) => [
      peer,
      { reputation: report.reputation[index], connected: report.connected[index] },
    ]);
    expect(Object.fromEntries(told ?? [])).toEqual(nodes);
  }
  const [{ nodes: first } = { nodes: {} }] = reports;
  const [remote = ""] = Object.keys(first);
  const others = await originalPeerReputation(ctx(), { peer_id: remote, max_age_s: 3_600 });
  expect(others.map(({ reporting_peer: peer, reputation }) => [peer, reputation]).sort()).toEqual(
    reports.flatMap(({ peerId, nodes }) => (nodes[remote] ? [[peerId, nodes[remote].reputation]] : [])).sort(),
  );
});

test("the validator in full: heights, hardware, machine", async () => {
  const { peerId = "" } = samples[0] ?? {};
  await vi.waitFor(async () => expect(await showTelemetryNode(ctx(), { peerId })).toMatchObject({ bestHeight: 23_650_102 }), 10_000);
  expect(await showTelemetryNode(ctx(), { peerId })).toMatchObject({
    finalizedHeight: 23_650_099,
    peers: 39,
    authority: true,
    machine: { coreCount: 24, isVirtualMachine: false },
    hardware: [
      { name: "cpu", percent: 115 },
      { name: "parallelCpu" },
      { name: "memory" },
      { name: "diskSequentialWrite" },
      { name: "diskRandomWrite" },
    ],
    targetArch: "x86_64",
  });
});
