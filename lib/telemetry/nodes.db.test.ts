import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { nodesCsv } from "#lib/telemetry/export-nodes";
import { listChains } from "#lib/telemetry/list-chains";
import { listLiveNodes } from "#lib/telemetry/list-live-nodes";
import { listNodeConnections } from "#lib/telemetry/list-node-connections";
import { listTelemetryNodes } from "#lib/telemetry/list-nodes";
import { ListNodesInput, type NodeSort } from "#lib/telemetry/schema";
import { showTelemetryNode } from "#lib/telemetry/show-node";
import { showNodeHistory } from "#lib/telemetry/show-node-history";
import { keepDays, keepLogs, keepNode } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["telemetry:read"]) });
const outsider = testContext(db, { actor: keyActor(["fleet:read", "telemetry:write"]) });

beforeAll(() => keepDays(db, 3, 1));
beforeEach(async () => {
  await db.pool.query(
    "truncate peer_connections, telemetry_node, telemetry_chain, telemetry_node_minute, substrate_logs, substrate_log_stats, substrate_log_delta",
  );
});

async function names(input: z.input<typeof ListNodesInput>): Promise<string[]> {
  return (await listTelemetryNodes(ctx, input)).items.map(({ name }) => name);
}

/** All pages of one node each. */
async function walk(sort: NodeSort): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTelemetryNodes(ctx, { sort, limit: 1, cursor });
    found.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return found;
}

describe("the list", () => {
  beforeEach(async () => {
    await keepNode(db, { peerId: "p1", name: "beta", chain: "Polkadot", bestHeight: 10n, peers: 5, lastSeenAt: fromNoon({ minutes: -1 }) });
    await keepNode(db, {
      peerId: "p2",
      name: "Alpha",
      chain: "Westend",
      version: "0.9",
      disconnectedAt: noon,
      lastSeenAt: fromNoon({ minutes: -3 }),
    });
    await keepNode(db, { peerId: "p3", name: "beta", chain: "Acala", bestHeight: 12n, lastSeenAt: fromNoon({ minutes: -2 }) });
  });

  test.each<[NodeSort, string]>([
    ["name", "Alpha beta beta"],
    ["chain", "beta beta Alpha"],
    ["lastSeen", "beta beta Alpha"],
    ["bestHeight", "beta beta Alpha"],
    ["peers", "beta Alpha beta"],
    ["connected", "beta Alpha beta"],
    ["finalizedHeight", "beta Alpha beta"],
    ["txCount", "beta Alpha beta"],
  ])("by %s; pages of one are the same list", async (sort, expected) => {
    expect((await names({ sort })).join(" ")).toBe(expected);
    expect((await walk(sort)).join(" ")).toBe(expected);
  });

  test.each<[string, z.input<typeof ListNodesInput>, string[]]>([
    ["part of a name, whatever its case", { text: "ALPH" }, ["Alpha"]],
    ["a peer id", { text: "p3" }, ["beta"]],
    ["a version", { text: "0.9" }, ["Alpha"]],
    ["an address", { text: "192.0.2.7" }, ["Alpha", "beta", "beta"]],
    ["no pattern", { text: "%" }, []],
    ["a chain", { chain: "Acala" }, ["beta"]],
    ["connected", { status: "connected" }, ["beta", "beta"]],
    ["disconnected", { status: "disconnected" }, ["Alpha"]],
    ["nothing that matches", { chain: "Acala", status: "disconnected" }, []],
  ])("narrowed by %s", async (_name, filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  test("a cursor of another list is refused by name", async () => {
    await expect(listTelemetryNodes(ctx, { cursor: "WzFd" })).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path: "cursor" }],
    });
  });

  test("as CSV: every column of every node", async () => {
    const rows = await Array.fromAsync(nodesCsv.rows(ctx, ListNodesInput.parse({ limit: 1, status: "connected" })));
    expect(rows.map((row) => Object.fromEntries(row.map((cell, index) => [nodesCsv.columns[index], cell])))).toEqual([
      expect.objectContaining({
        peerId: "p1",
        name: "beta",
        authority: "false",
        status: "connected",
        bestHeight: 10,
        peers: 5,
        txCount: null,
      }),
      expect.objectContaining({ peerId: "p3" }),
    ]);
  });

  test("all at once, with the instant from which changes follow", async () => {
    const { nodes, total, isCut, at } = await listLiveNodes(ctx, {});
    expect([nodes.map(({ peerId }) => peerId), total, isCut]).toEqual([["p1", "p3", "p2"], 3, false]);
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
  });
});

test("no nodes: an empty list, not an error", async () => {
  expect(await listTelemetryNodes(ctx, {})).toEqual({ items: [], nextCursor: null });
  expect(await listLiveNodes(ctx, {})).toMatchObject({ nodes: [], total: 0, isCut: false });
  expect(await listChains(ctx, {})).toEqual({ items: [] });
});

test("a node in full", async () => {
  await keepNode(db, {
    peerId: "p1",
    name: "fra-validator-01",
    genesisHash: "0x71",
    authority: true,
    startupTime: 1_795_159_797_000,
    clockAheadMs: -600_001,
    bestHeight: 9_007_199_254_740_993n,
    sysinfo: { cpu: "EPYC", memory: 1024, core_count: 24 },
    hwbench: { cpu_hashrate_score: 1028 },
  });
  await keepLogs(db, [{ peerId: "p1", msg: "block.import", createdAt: "2026-11-20T11:00:00Z" }], { isFolded: true });
  await keepLogs(db, [
    { peerId: "p1", msg: "block.import", createdAt: "2026-11-20T11:00:01Z" },
    { peerId: "other", msg: "x", createdAt: "2026-11-20T11:00:01Z" },
  ]);
  expect(await showTelemetryNode(ctx, { peerId: "p1" })).toMatchObject({
    peerId: "p1",
    name: "fra-validator-01",
    chainKey: "0x71",
    genesisHash: "0x71",
    authority: true,
    status: "connected",
    startedAt: "2026-11-20T07:29:57.000Z",
    clockAheadMs: -600_001,
    isClockWrong: true,
    bestHeight: 9_007_199_254_740_992,
    finalizedHeight: null,
    machine: { cpu: "EPYC", memoryBytes: "1024", coreCount: 24, linuxKernel: null },
    hardware: [{ name: "cpu", score: 1028, reference: 1028, percent: 100 }],
    messageCount: 2,
    connectionCount: 1,
    ipAddr: "192.0.2.7",
  });
});

test("a node that told nothing of its machine and started at 0 ms", async () => {
  await keepNode(db, { peerId: "p1", startupTime: 0, clockAheadMs: 600_000, sysinfo: null });
  expect(await showTelemetryNode(ctx, { peerId: "p1" })).toMatchObject({
    startedAt: null,
    machine: null,
    hardware: [],
    isClockWrong: false,
    messageCount: 0,
  });
});

describe("history", () => {
  async function minute(at: Date, best: number, peers: number | null): Promise<void> {
    await db.rows(
      sql`insert into telemetry_node_minute (peer_id, bucket, best_height, peers, upload_bytes_per_s) values ('p1', ${at}::timestamptz, ${best}::bigint, ${peers}::int, 1.5)`,
      z.unknown(),
    );
  }

  test("minutes become steps: highest height, mean of what is known; gaps have no point", async () => {
    await keepNode(db, { peerId: "p1" });
    await minute(fromNoon({ hours: -2 }), 100, 4);
    await minute(fromNoon({ hours: -2, minutes: 1 }), 101, null);
    await minute(fromNoon({ minutes: -1 }), 200, 7);
    await minute(noon, 999, 9);
    const { from, to, stepSeconds, points } = await showNodeHistory(ctx, { peerId: "p1", points: 13 });
    expect([from, to, stepSeconds]).toEqual(["2026-11-19T12:00:00.000000Z", "2026-11-20T12:00:00.000000Z", 7_200]);
    expect(points).toEqual([
      expect.objectContaining({
        at: "2026-11-20T10:00:00.000Z",
        bestHeight: 200,
        finalizedHeight: null,
        peers: 5.5,
        uploadBytesPerS: 1.5,
        blockTimeMs: null,
      }),
    ]);
    expect(
      (await showNodeHistory(ctx, { peerId: "p1", points: 2_000 })).points.map(({ bestHeight, peers }) => [bestHeight, peers]),
    ).toEqual([
      [100, 4],
      [101, null],
      [200, 7],
    ]);
  });

  test.each([2, 7, 500, 2_000])("never more than %i points, whatever the edges", async (points) => {
    await keepNode(db, { peerId: "p1" });
    await db.rows(
      sql`insert into telemetry_node_minute (peer_id, bucket, peers) select 'p1', t, 1 from generate_series(${fromNoon({ days: -2 })}::timestamptz, ${noon}::timestamptz, '1 minute') t returning 1`,
      z.unknown(),
    );
    const history = await showNodeHistory(ctx, {
      peerId: "p1",
      points,
      from: fromNoon({ days: -1, minutes: -7 }).toISOString(),
      to: fromNoon({ minutes: -3 }).toISOString(),
    });
    expect(history.points.length).toBeLessThanOrEqual(points);
    expect(history.points.length).toBeGreaterThan(points / 3);
  });
});

test("connections, newest first, page by page", async () => {
  await keepNode(db, { peerId: "p1", connectedAt: fromNoon({ hours: -1 }), disconnectedAt: fromNoon({ minutes: -30 }) });
  await db.pool.query("truncate telemetry_node");
  const id = await keepNode(db, { peerId: "p1", startupTime: 1_795_159_797_000 });
  const first = await listNodeConnections(ctx, { peerId: "p1", limit: 1 });
  expect(first.items).toMatchObject([
    { id: String(id), nodeId: "1", createdAt: noon.toISOString(), disconnectedAt: null, startedAt: "2026-11-20T07:29:57.000Z" },
  ]);
  const second = await listNodeConnections(ctx, { peerId: "p1", limit: 1, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ items: [{ disconnectReason: "closed" }], nextCursor: null });
});

test("chains: connected nodes decide validators and versions; lag and block time from what the chain knows", async () => {
  await keepNode(db, { peerId: "p1", chain: "Polkadot", genesisHash: "0x71", authority: true, version: "1.1" });
  await keepNode(db, { peerId: "p2", chain: "Polkadot", genesisHash: "0x71", version: "1.1" });
  await keepNode(db, { peerId: "p3", chain: "Polkadot", genesisHash: "0x71", authority: true, version: "1.0", disconnectedAt: noon });
  await keepNode(db, { peerId: "p4", chain: "Development" });
  await db.rows(
    sql`insert into telemetry_chain (chain_key, name, best_height, best_at, finalized_height, block_times_ms, changed_at)
      values ('0x71', 'Polkadot', 105, ${noon}::timestamptz, 102, '{6000,6001,6200}', now()), ('Development', 'Development', 7, null, 9, '{}', now()) returning 1`,
    z.unknown(),
  );
  expect((await listChains(ctx, {})).items).toEqual([
    {
      chainKey: "0x71",
      name: "Polkadot",
      nodes: 3,
      connected: 2,
      validators: 1,
      best: 105,
      bestAt: noon.toISOString(),
      finalized: 102,
      finalizedAt: null,
      finalityLag: 3,
      blockTimeMs: 6067,
      versions: [{ version: "1.1", nodes: 2 }],
    },
    expect.objectContaining({
      chainKey: "Development",
      nodes: 1,
      finalityLag: 0,
      blockTimeMs: null,
      versions: [{ version: "1.0.0", nodes: 1 }],
    }),
  ]);
});

test("what is not there is not found; without the permission nothing is", async () => {
  const byPeer = [showTelemetryNode, showNodeHistory, listNodeConnections] as const;
  for (const call of byPeer) {
    await expect(call(ctx, { peerId: "nobody" })).rejects.toMatchObject({ code: "not_found" });
    await expect(call(outsider, { peerId: "nobody" })).rejects.toMatchObject({ code: "forbidden" });
  }
  for (const call of [listTelemetryNodes, listLiveNodes, listChains] as const)
    await expect(call(outsider, {})).rejects.toMatchObject({ code: "forbidden" });
});

test.each([
  ["sort", { sort: "ip" }],
  ["limit", { limit: 501 }],
  ["status", { status: "gone" }],
  ["where", { where: "1=1" }],
])("a bad %s is named", async (path, input) => {
  await expect(listTelemetryNodes(ctx, input as never)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
});
