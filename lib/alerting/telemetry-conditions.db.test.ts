import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { addServer, listenSince } from "#lib/fleet/testing/fleet";
import { newTelemetryCounters } from "#lib/telemetry/counters";
import { telemetrySample } from "#lib/telemetry/telemetry-sample";
import type { Reading } from "./condition.ts";
import { conditionOf } from "./condition-registry.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { addRule } from "./testing/rules.ts";

const db = testDatabase();
const ctx = testContext(db, { now: noon });

async function readings(kind: string, params: object = {}): Promise<readonly Reading[]> {
  const declared = conditionOf(kind);
  if (!declared) throw new Error(`No kind ${kind}`);
  return (await declared.read(ctx, [{ id: "rule", params: declared.params.parse(params) }])).get("rule") ?? [];
}

/** What one rule of a kind sees now: `name observation value`. */
async function see(kind: string, params: object = {}): Promise<string[]> {
  return (await readings(kind, params)).map(({ resource, observation, value }) => `${resource.name} ${observation} ${value ?? "-"}`);
}

/** What it would have seen: `name: minute observation value, …`, minutes from noon. */
async function replay(kind: string, params: object, minutes: number): Promise<string[]> {
  const declared = conditionOf(kind);
  const range = { from: fromNoon({ minutes: -minutes }), to: noon };
  const series = (await declared?.replay?.(ctx, declared.params.parse(params), range)) ?? [];
  return series.map(({ resource, points }) => {
    const words = points.map(({ at, observation, value }) => `${(at.getTime() - noon.getTime()) / 60_000} ${observation} ${value}`);
    return `${resource.name}: ${words.join(", ")}`;
  });
}

interface TestNode {
  chain?: string;
  name?: string;
  seen: Date;
  disconnectedAt?: Date | null;
  nodeServerId?: number;
}

let ids = 0;
async function addNode(peerId: string, { chain = "Polkadot", name = peerId, seen, disconnectedAt = null, nodeServerId }: TestNode) {
  const id = ++ids;
  await db.pool.query(
    `insert into peer_connections (id, socket_id, node_id, ip_addr, peer_id, audit, created_at, last_seen_at, disconnected_at, process, node_server_id)
     values ($1, gen_random_uuid(), 0, '127.0.0.1', $2, false, $3, $3, $4, 'host:3000', $5)`,
    [id, peerId, seen, disconnectedAt, nodeServerId ?? null],
  );
  await db.pool.query(
    `insert into telemetry_node (peer_id, connection_id, ip_addr, name, chain_key, chain, version, implementation, authority, audit,
      first_seen_at, connected_at, last_seen_at, disconnected_at, changed_at)
     values ($1, $2, '127.0.0.1', $3, $4, $5, '1', 'test', false, false, $6, $6, $6, $7, $6)`,
    [peerId, id, name, `0x${chain}`, chain, seen, disconnectedAt],
  );
}

async function addChain(name: string, best: number | null, finalized: number | null, finalizedAt: Date | null, changedAt = noon) {
  await db.pool.query(
    `insert into telemetry_chain (chain_key, name, best_height, best_at, finalized_height, finalized_at, changed_at) values ($1, $2, $3, $4, $5, $6, $4)`,
    [`0x${name}`, name, best, changedAt, finalized, finalizedAt],
  );
}

async function addMinute(peerId: string, minute: number, best: number | null = null, finalized: number | null = null) {
  const query = sql`insert into telemetry_node_minute (peer_id, bucket, best_height, finalized_height)
    values (${peerId}, ${fromNoon({ minutes: minute })}, ${best}::bigint, ${finalized}::bigint)`;
  await db.pool.query(query.text, query.values as unknown[]);
}

beforeEach(async () => {
  await db.pool.query(
    "truncate telemetry_node, telemetry_chain, peer_connections, telemetry_node_minute, node_server, metric_process, rule, alert, rule_evaluation cascade",
  );
  await db.pool.query("select ensure_partitions('telemetry_node_minute', 'day', null, $1, $2)", [
    fromNoon({ days: -3 }),
    fromNoon({ days: 2 }),
  ]);
  await listenSince(db, fromNoon({ days: -9 }), noon);
});

const ago = (seconds: number) => fromNoon({ seconds: -seconds });

describe("telemetry_node_silent", () => {
  test("after a start or a gap of ours nobody knows who is silent, until it was listened for as long", async () => {
    await addNode("heard", { seen: ago(5) });
    await addNode("not heard", { seen: ago(500) });
    const unknown = ["heard false 5", "not heard no_data 500"];
    await db.pool.query("truncate fleet_watch");
    expect(await see("telemetry_node_silent")).toEqual(unknown);
    await listenSince(db, ago(119), noon);
    expect(await see("telemetry_node_silent")).toEqual(unknown);
    await listenSince(db, ago(3_600), ago(61));
    expect(await see("telemetry_node_silent")).toEqual(unknown);
    await listenSince(db, ago(120), ago(60));
    expect(await see("telemetry_node_silent")).toEqual(["heard false 5", "not heard true 500"]);
  });

  test("by the last arrival, connected or not, until it is forgotten", async () => {
    await addNode("a-fresh", { seen: ago(5) });
    await addNode("b-at-the-edge", { seen: ago(120) });
    await addNode("c-silent", { seen: ago(121) });
    await addNode("d-gone", { seen: ago(500), disconnectedAt: ago(500) });
    await addNode("e-long-gone", { seen: ago(7 * 86_400), disconnectedAt: ago(7 * 86_400) });
    expect(await see("telemetry_node_silent")).toEqual([
      "a-fresh false 5",
      "b-at-the-edge false 120",
      "c-silent true 121",
      "d-gone true 500",
    ]);
    expect(await see("telemetry_node_silent", { forgetAfterHours: 200, afterSeconds: 600 })).toEqual([
      "a-fresh false 5",
      "b-at-the-edge false 120",
      "c-silent false 121",
      "d-gone false 500",
      "e-long-gone true 604800",
    ]);
    const [, , silent, gone] = await readings("telemetry_node_silent");
    expect(silent?.message).toBe("c-silent (Polkadot) is connected and last sent something 2 min 1 s ago");
    expect(gone?.message).toMatch(/^d-gone \(Polkadot\) has been disconnected/);
  });

  test("of the chains that are meant, by name or genesis hash; a node without a name by its peer id", async () => {
    await addNode("a", { seen: ago(500), chain: "Kusama" });
    await addNode("b", { seen: ago(500), name: "" });
    expect(await see("telemetry_node_silent", { chains: ["Kusama"] })).toEqual(["a true 500"]);
    expect(await see("telemetry_node_silent", { chains: ["0xPolkadot"] })).toEqual(["b true 500"]);
  });

  test("its labels say whose it is, so that a server or a process that is down explains it", async () => {
    const server = await addServer(db);
    await addNode("a", { seen: ago(5), nodeServerId: server.id });
    await addNode("b", { seen: ago(5) });
    const [reported, connected] = await readings("telemetry_node_silent");
    expect(reported?.labels).toEqual({ chain: "Polkadot", node_server_id: String(server.id) });
    expect(connected?.labels).toEqual({ chain: "Polkadot", ingest_process: "host:3000" });
  });

  test("the past: gaps in a node's minutes, the last one still open, and when it would have been forgotten", async () => {
    await addNode("a", { seen: noon });
    await addNode("b", { seen: ago(300) });
    for (const minute of [-100, -99, -98, -90, -89]) await addMinute("a", minute);
    for (let minute = -89; minute < 0; minute++) await addMinute("b", minute);
    expect(await replay("telemetry_node_silent", { afterSeconds: 180 }, 120)).toEqual([
      "a: -100 false 0, -95 true 480, -90 false 0, -86 true 5340",
      "b: -89 false 0",
    ]);
    expect(await replay("telemetry_node_silent", { afterSeconds: 180, forgetAfterHours: 1 }, 120)).toEqual([
      "a: -100 false 0, -95 true 480, -90 false 0, -86 true 3600, -29 false 0",
      "b: -89 false 0",
    ]);
    expect(await replay("telemetry_node_silent", { chains: ["Kusama"] }, 120)).toEqual([]);
  });
});

/** A process that takes telemetry, as it last said of itself. */
async function addProcess(name: string, bytes: number, oldestUnsavedMs: number | null) {
  const sample = {
    telemetry: telemetrySample({
      ...newTelemetryCounters(),
      look: () => ({ bufferedBytes: bytes, bufferLimitBytes: 1_000, oldestUnsavedMs }),
    }),
  };
  const query = sql`insert into metric_process (name, host, roles, started_at, seen_at, sample)
    values (${name}, 'host', '{ingest}', ${noon}, ${noon}, ${JSON.stringify(sample)}::jsonb)`;
  await db.pool.query(query.text, query.values as unknown[]);
}

describe("ingest_lag", () => {
  test("messages that wait long, or fill a buffer, at any process that takes them", async () => {
    await addProcess("a:1", 10, null);
    await addProcess("b:1", 10, 30_001);
    await addProcess("c:1", 801, 5);
    expect(await see("ingest_lag")).toEqual(["Reported traffic false 0", "a:1 false 0", "b:1 true 30", "c:1 true 0"]);
    expect(await see("ingest_lag", { unsavedSeconds: 60, bufferPercent: 90, refusedReports: 0 })).toEqual([
      "Reported traffic false 0",
      "a:1 false 0",
      "b:1 false 30",
      "c:1 false 0",
    ]);
    const [, , late] = await readings("ingest_lag");
    expect(late?.message).toBe("Telemetry at b:1 has waited 30 s to be stored and fills 1 % of its buffer");
  });
});

describe("what explains a silent node", () => {
  const mutedNodes = () =>
    db.rows(
      sql`select resource_id as id, muted_reason as reason from alert where resource_type = 'telemetry_node' order by resource_id`,
      z.object({ id: z.string(), reason: z.string().nullable() }),
    );

  test("the process that stores its messages late, and the server that reports it and is offline; another process does not", async () => {
    const server = await addServer(db, { name: "fra-1", status: "offline" });
    await addNode("a", { seen: ago(500) });
    await addNode("b", { seen: ago(500), nodeServerId: server.id });
    await addProcess("other:1", 0, 60_000);
    const kinds = ["telemetry_node_silent", "node_offline", "ingest_lag"];
    for (const kind of kinds) await addRule(db, { kind });
    await evaluateRules(ctx, noon);
    expect(await mutedNodes()).toEqual([
      { id: "a", reason: null },
      { id: "b", reason: "its server is offline: test node_offline: fra-1" },
    ]);
    await addProcess("host:3000", 0, 60_000);
    const later = testContext(db, { now: fromNoon({ seconds: 30 }) });
    await evaluateRules(later, later.now);
    expect(await mutedNodes()).toMatchObject([{ id: "a", reason: "telemetry is stored late: test ingest_lag: host:3000" }, { id: "b" }]);
  });
});

describe("finality_lag", () => {
  test("behind and not moving, both; a chain that finalizes nothing at all is none", async () => {
    for (const chain of ["a", "b", "c", "d"]) await addNode(`of ${chain}`, { seen: noon, chain });
    await addChain("a", 100, 97, ago(6));
    await addChain("b", 200, 100, ago(6));
    await addChain("c", 103, 100, ago(600));
    await addChain("d", 121, 100, ago(61));
    await addChain("e", 5, null, null);
    expect(await see("finality_lag")).toEqual(["a false 3", "b false 100", "c false 3", "d true 21"]);
    expect(await see("finality_lag", { aboveBlocks: 2, stalledSeconds: 100, chains: ["c", "0xd"] })).toEqual(["c true 3", "d false 21"]);
  });

  test("a chain that nobody watches is not known to be well; one of long ago is none of ours", async () => {
    await addNode("a", { seen: ago(500), disconnectedAt: ago(500), chain: "a" });
    await addChain("a", 200, 100, ago(600));
    await addChain("b", 200, 100, ago(700_000), ago(700_000));
    expect(await see("finality_lag")).toEqual(["a no_data 100"]);
  });

  test("the past, by the highest of all nodes", async () => {
    for (const peer of ["x", "y"]) await addNode(peer, { seen: noon, chain: "a" });
    await addChain("a", 1, 1, noon);
    const heights = [
      [-6, 100, 98],
      [-5, 110, 98],
      [-4, 130, 98],
      [-3, 140, 98],
      [-2, 150, 149],
    ] as const;
    for (const [minute, best, finalized] of heights) {
      await addMinute("x", minute, best, finalized);
      await addMinute("y", minute, best - 50, finalized - 50);
    }
    expect(await replay("finality_lag", { stalledSeconds: 60 }, 60)).toEqual([
      "a: -6 false 2, -5 false 12, -4 true 32, -3 true 42, -2 false 1",
    ]);
  });
});
