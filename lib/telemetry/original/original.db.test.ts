import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { createOriginalBenchmark } from "#lib/telemetry/original/create-benchmark";
import { createOriginalBenchmarkEvent } from "#lib/telemetry/original/create-benchmark-event";
import { createOriginalHostSystem } from "#lib/telemetry/original/create-host-system";
import { originalBenchmarkEvents } from "#lib/telemetry/original/list-benchmark-events";
import { originalBenchmarkTargets } from "#lib/telemetry/original/list-benchmark-targets";
import { originalBenchmarks } from "#lib/telemetry/original/list-benchmarks";
import { originalHostSystems } from "#lib/telemetry/original/list-host-systems";
import { originalLogStats } from "#lib/telemetry/original/list-log-stats";
import { originalLogs } from "#lib/telemetry/original/list-logs";
import { originalNodes } from "#lib/telemetry/original/list-nodes";
import { originalDatabaseStats } from "#lib/telemetry/original/show-database";
import { originalPeerReputation } from "#lib/telemetry/original/show-peer-reputation";
import { originalReputation } from "#lib/telemetry/original/show-reputation";
import { originalReputationLogged } from "#lib/telemetry/original/show-reputation-logged";
import { keepReport } from "#lib/telemetry/testing/kept-reputation";
import { keepDays, keepLogs, keepNode } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["telemetry:read", "telemetry:write"]) });
const reader = testContext(db, { actor: keyActor(["telemetry:read"]) });
const outsider = testContext(db, { actor: keyActor(["fleet:read"]) });
const host = { description: "notes", os: "freebsd", cpu_qty: 4, cpu_clock: 2600, ram_mb: 8192, disk_info: "NVME" };
const at = (offset: Parameters<typeof fromNoon>[0]) => fromNoon(offset).toISOString();

beforeAll(() => keepDays(db, 3, 1));
beforeEach(async () => {
  await db.pool.query(
    "truncate host_systems, benchmarks, benchmark_events, peer_connections, telemetry_node, substrate_logs, substrate_log_stats, substrate_log_delta, peer_reputation_report restart identity",
  );
});

type LogsInput = Parameters<typeof originalLogs>[1];
async function logsText(input: Partial<LogsInput>): Promise<string> {
  return (await Array.fromAsync(await originalLogs(reader, { peer_id: "p1", ...input } as LogsInput))).join("");
}
async function logs(input: Partial<LogsInput> = {}): Promise<{ msg: string; created_at: string; logs: unknown }[]> {
  return JSON.parse(await logsText(input));
}
const msgs = async (input: Partial<LogsInput>) => (await logs(input)).map(({ msg }) => msg).join(" ");

describe("nodes", () => {
  test("the newest connection of each peer, by peer id", async () => {
    const id = await keepNode(db, { peerId: "p2", name: "two", startupTime: 1_795_159_797_000, authority: true, audit: true });
    await keepNode(db, { peerId: "p1", name: "one" });
    const found = JSON.parse((await Array.fromAsync(await originalNodes(reader, {}))).join(""));
    expect(found).toEqual([
      expect.objectContaining({ peer_id: "p1", startup_time: null }),
      {
        id: Number(id),
        ip_addr: "192.0.2.7",
        peer_id: "p2",
        created_at: "2026-11-20T12:00:00.000000Z",
        audit: true,
        name: "two",
        chain: "Polkadot",
        version: "1.0.0",
        authority: true,
        startup_time: 1_795_159_797_000,
        implementation: "Parity Polkadot",
      },
    ]);
  });

  test("counts by type; none of a peer that nobody knows", async () => {
    await keepLogs(db, [{ peerId: "p1", msg: "a", createdAt: at({}) }], { isFolded: true });
    await keepLogs(
      db,
      ["a", "b"].map((msg) => ({ peerId: "p1", msg, createdAt: at({}) })),
    );
    expect(await originalLogStats(reader, { peer_id: "p1" })).toEqual([
      { qty: 2, log_type: "a" },
      { qty: 1, log_type: "b" },
    ]);
    expect(await originalLogStats(reader, { peer_id: "p2" })).toEqual([]);
  });
});

describe("logs", () => {
  test("the frame as it came, byte by byte", async () => {
    const connectionId = await keepNode(db, { peerId: "p1" });
    const frame = '{"id":1, "payload":{"msg":"block.import","height":9007199254740993,"x":1.10}, "ts":"2026-11-20T11:59:59Z"}';
    await keepLogs(db, [{ peerId: "p1", connectionId, msg: "block.import", createdAt: "2026-11-20T11:59:59.123456Z", frame }]);
    expect(await logsText({})).toBe(
      `[{"ip_addr":"192.0.2.7","peer_id":"p1","msg":"block.import","created_at":"2026-11-20T11:59:59.123456Z","logs":${frame}}]`,
    );
  });

  test.each<[string, Partial<LogsInput>, string]>([
    ["the last 24 hours", {}, "new middle"],
    ["a start, excluded", { start_time: "2026-11-20T11:00:00" }, "new"],
    ["a start a microsecond before", { start_time: "2026-11-20T10:59:59.999999" }, "new middle"],
    ["a start in nanoseconds", { start_time: "2026-11-20T10:59:59.999999999" }, "new middle"],
    ["a start with a zone", { start_time: "2026-11-20T12:00:00+01:00" }, "new"],
    ["an end, excluded", { end_time: "2026-11-20T11:00:00" }, "old"],
    ["an end a microsecond later", { end_time: "2026-11-20T11:00:00.000001" }, "middle old"],
    ["an end in nanoseconds", { end_time: "2026-11-20T11:00:00.000000001" }, "middle old"],
    ["24 hours before the end", { end_time: "2026-11-20T12:00:01" }, "new middle"],
    ["both", { start_time: "2026-11-01T00:00:00", end_time: "2026-11-20T11:59:59" }, "middle old"],
    ["one type", { msg: "middle" }, "middle"],
    ["one target", { target: "t" }, "new"],
    ["a limit", { limit: 1 }, "new"],
    ["a peer that nobody knows", { peer_id: "p2" }, ""],
  ])("%s", async (_name, input, expected) => {
    await keepLogs(db, [
      { peerId: "p1", msg: "old", createdAt: at({ hours: -24 }) },
      { peerId: "p1", msg: "middle", createdAt: at({ hours: -1 }) },
      { peerId: "p1", msg: "new", createdAt: at({ seconds: -1 }), frame: '{"msg":"new","target":"t"}' },
    ]);
    expect(await msgs(input)).toBe(expected);
  });

  test("a hundred unless said, more than a page when asked for", async () => {
    await keepLogs(
      db,
      Array.from({ length: 1_100 }, (_, index) => ({ peerId: "p1", msg: `m${index % 3}`, createdAt: at({ seconds: -index - 1 }) })),
    );
    expect(await logs()).toHaveLength(100);
    const all = await logs({ limit: 10_000 });
    expect(all).toHaveLength(1_100);
    expect(all.map(({ created_at: createdAt }) => createdAt)).toEqual(
      all
        .map(({ created_at: createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
    expect(await logs({ limit: 1_099 })).toHaveLength(1_099);
  });
});

describe("reputation", () => {
  beforeEach(async () => {
    await keepNode(db, { peerId: "a" });
    await keepReport(db, "a", fromNoon({ seconds: -10 }), [
      ["b", 5, true],
      ["c", -2_147_483_648, false],
    ]);
    await keepReport(db, "b", fromNoon({ seconds: -59 }), [
      ["a", 7, true],
      ["c", 1, true],
    ]);
    await keepReport(db, "c", fromNoon({ seconds: -60 }), [["a", 9, true]]);
  });

  test("newest report of each, and of known peers only", async () => {
    expect(await originalReputation(reader, {})).toEqual([
      { reporting_peer: "a", remote_peer: ["b", "c"], reputation: [5, -2_147_483_648], connected: [true, false], ts: at({ seconds: -10 }) },
      { reporting_peer: "b", remote_peer: ["a", "c"], reputation: [7, 1], connected: [true, true], ts: at({ seconds: -59 }) },
    ]);
    expect(await originalReputationLogged(reader, {})).toMatchObject([
      { reporting_peer: "a", remote_peer: [] },
      { reporting_peer: "b", remote_peer: ["a"], reputation: [7], connected: [true] },
    ]);
    expect(await originalReputation(reader, { max_age_s: 61 })).toHaveLength(3);
    expect(await originalReputation(reader, { limit: 1 })).toHaveLength(1);
  });

  test("of a peer: what others report of it", async () => {
    expect(await originalPeerReputation(reader, { peer_id: "c" })).toEqual([
      { reporting_peer: "a", reputation: -2_147_483_648, connected: false, ts: at({ seconds: -10 }) },
      { reporting_peer: "b", reputation: 1, connected: true, ts: at({ seconds: -59 }) },
    ]);
    expect(await originalPeerReputation(reader, { peer_id: "a", max_age_s: 3_600, limit: 1 })).toMatchObject([{ reporting_peer: "b" }]);
    expect(await originalPeerReputation(reader, { peer_id: "nobody" })).toEqual([]);
  });
});

describe("benchmarks", () => {
  test("a machine, a benchmark and its events; what is created is answered whole", async () => {
    expect(await createOriginalHostSystem(ctx, host)).toEqual({ id: 1, ...host });
    expect(await originalHostSystems(reader, {})).toEqual([{ id: 1, ...host }]);
    const run = {
      ts_start: "1970-01-01T00:00:01",
      ts_end: "2019-10-28T14:05:27.618903",
      description: "notes",
      chain_spec: { name: "Development" },
      host_system_id: 1,
    };
    const made = await createOriginalBenchmark(ctx, run);
    const kept = {
      id: 1,
      ...run,
      ts_start: "1970-01-01T00:00:01.000000Z",
      ts_end: "2019-10-28T14:05:27.618903Z",
      benchmark_spec: null,
      setup: null,
    };
    expect(made).toEqual(kept);
    expect(await originalBenchmarks(reader, {})).toEqual([kept]);
    const event = await createOriginalBenchmarkEvent(ctx, {
      benchmark_id: 1,
      name: "import",
      phase: "start",
      created_at: "2019-10-28T14:05:27.5",
    });
    expect(event).toEqual({ id: 1, benchmark_id: 1, name: "import", phase: "start", created_at: "2019-10-28T14:05:27.500000Z" });
    expect(await createOriginalBenchmarkEvent(ctx, { benchmark_id: 1, name: "import", phase: "end" })).toMatchObject({
      created_at: "2026-11-20T12:00:00.000000Z",
    });
    expect((await originalBenchmarkEvents(reader, { id: 1 })).map(({ phase }) => phase)).toEqual(["start", "end"]);
    expect(await originalBenchmarkTargets(reader, { id: 1 })).toEqual([]);
  });

  test("what is impossible is named as it is written here", async () => {
    await createOriginalHostSystem(ctx, host);
    const run = { ts_start: at({}), ts_end: at({}), host_system_id: 7 };
    await expect(createOriginalBenchmark(ctx, run)).rejects.toMatchObject({ code: "unprocessable", errors: [{ path: "host_system_id" }] });
    await expect(createOriginalBenchmark(ctx, { ...run, host_system_id: 1, ts_end: at({ days: -1 }) })).rejects.toMatchObject({
      code: "unprocessable",
      errors: [{ path: "ts_end" }],
    });
    await expect(createOriginalBenchmarkEvent(ctx, { benchmark_id: 7, name: "a", phase: "b" })).rejects.toMatchObject({
      code: "unprocessable",
      errors: [{ path: "benchmark_id" }],
    });
    await expect(originalBenchmarkEvents(reader, { id: 7 })).rejects.toMatchObject({ code: "not_found" });
    await expect(originalBenchmarkTargets(reader, { id: 7 })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("sizes: tables and indexes by themselves, largest first, in words and in bytes", async () => {
  await keepNode(db, { peerId: "p1" });
  const stats = await originalDatabaseStats(reader, {});
  const found = stats.map(({ relation }) => relation);
  expect(["public.telemetry_node", "public.telemetry_node_pkey"].filter((relation) => !found.includes(relation))).toEqual([]);
  expect(stats[0]?.size).toMatch(/^\d+ (?:bytes|kB|MB)$/);
  const bytes = stats.map(({ size_bytes: size }) => Number(size));
  expect(bytes).toEqual([...bytes].sort((a, b) => b - a));
});

test.each([
  ["peer_id", () => originalLogStats(reader, {} as never)],
  ["peer_id", () => originalLogs(reader, { limit: 1 } as never)],
  ["limit", () => logs({ limit: 10_001 })],
  ["limit", () => logs({ limit: "ten" as never })],
  ["start_time", () => logs({ start_time: "yesterday" })],
  ["end_time", () => logs({ end_time: "2026-02-30T00:00:00" })],
  ["start_time", () => logs({ start_time: "2026-11-20T11:00:01", end_time: "2026-11-20T11:00:00" })],
  ["level", () => logs({ level: "INFO" } as never)],
  ["chain", () => originalNodes(reader, { chain: "x" } as never)],
  ["max_age_s", () => originalReputation(reader, { max_age_s: 0 })],
  ["peer", () => originalReputationLogged(reader, { peer: "a" } as never)],
  ["limit", () => originalPeerReputation(reader, { peer_id: "a", limit: -1 })],
  ["pretty", () => originalDatabaseStats(reader, { pretty: "no" } as never)],
  ["cpu_qty", () => createOriginalHostSystem(ctx, { ...host, cpu_qty: 1.5 })],
  ["ts_start", () => createOriginalBenchmark(ctx, { ts_start: "x", ts_end: at({}), host_system_id: 1 })],
  ["phase", () => createOriginalBenchmarkEvent(ctx, { benchmark_id: 1, name: "a" } as never)],
])("a bad %s is named", async (path, call) => {
  await expect(call()).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
});

test("the same instant twice is an empty range, not a mistake", async () => {
  expect(await logs({ start_time: noon.toISOString(), end_time: noon.toISOString() })).toEqual([]);
});

test("who may not read reads nothing, who may not write writes nothing", async () => {
  const reads = [
    originalNodes,
    originalReputation,
    originalReputationLogged,
    originalDatabaseStats,
    originalHostSystems,
    originalBenchmarks,
  ];
  for (const call of reads) await expect(call(outsider, {})).rejects.toMatchObject({ code: "forbidden" });
  for (const call of [originalLogStats, originalLogs, originalPeerReputation] as ((
    ctx: typeof outsider,
    input: { peer_id: string },
  ) => Promise<unknown>)[])
    await expect(call(outsider, { peer_id: "a" })).rejects.toMatchObject({ code: "forbidden" });
  for (const call of [originalBenchmarkEvents, originalBenchmarkTargets])
    await expect(call(outsider, { id: 1 })).rejects.toMatchObject({ code: "forbidden" });
  for (const call of [
    () => createOriginalHostSystem(reader, host),
    () => createOriginalBenchmark(reader, { ts_start: at({}), ts_end: at({}), host_system_id: 1 }),
    () => createOriginalBenchmarkEvent(reader, { benchmark_id: 1, name: "a", phase: "b" }),
  ])
    await expect(call()).rejects.toMatchObject({ code: "forbidden" });
});
