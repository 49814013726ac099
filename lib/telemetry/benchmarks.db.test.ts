import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { compareBenchmarks } from "#lib/telemetry/compare-benchmarks";
import { createBenchmark } from "#lib/telemetry/create-benchmark";
import { createBenchmarkEvent } from "#lib/telemetry/create-benchmark-event";
import { createHostSystem } from "#lib/telemetry/create-host-system";
import { listBenchmarkEvents } from "#lib/telemetry/list-benchmark-events";
import { listBenchmarkTargets } from "#lib/telemetry/list-benchmark-targets";
import { listBenchmarks } from "#lib/telemetry/list-benchmarks";
import { listHostSystems } from "#lib/telemetry/list-host-systems";
import { showBenchmark } from "#lib/telemetry/show-benchmark";
import { showProfiling } from "#lib/telemetry/show-profiling";
import { type KeptLog, keepDays, keepLogs, keepNode } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["telemetry:read", "telemetry:write"]) });
const reader = testContext(db, { actor: keyActor(["telemetry:read"]) });
const outsider = testContext(db, { actor: keyActor(["fleet:read"]) });
const host = { description: "notes", os: "freebsd", cpuQty: 4, cpuClock: 2600, ramMb: 8192, diskInfo: "NVME" };
const nowhere = 2_147_483_000;
const at = (offset: Parameters<typeof fromNoon>[0]) => fromNoon(offset).toISOString();

beforeAll(() => keepDays(db, 3, 1));
beforeEach(async () => {
  await db.pool.query(
    "truncate host_systems, benchmarks, benchmark_events, audit_log, peer_connections, telemetry_node, substrate_logs, substrate_log_stats, substrate_log_delta restart identity",
  );
});

/** A run of the hour before `endHours`. */
async function benchmark(endHours: number, setup?: unknown): Promise<number> {
  const { id: hostSystemId } = await createHostSystem(ctx, host);
  const run = { startAt: at({ hours: endHours - 1 }), endAt: at({ hours: endHours }), hostSystemId };
  return (await createBenchmark(ctx, { ...run, ...(setup === undefined ? {} : { setup }) })).id;
}

function profiled(peerId: string, minutes: number, target: string, name: string, time: unknown): KeptLog {
  const createdAt = at({ minutes });
  return {
    peerId,
    msg: "tracing.profiling",
    createdAt,
    frame: JSON.stringify({ msg: "tracing.profiling", target, name, time, ts: createdAt }),
  };
}

describe("machines and benchmarks", () => {
  test("made, audited, listed page by page and shown", async () => {
    const one = await createHostSystem(ctx, host);
    const two = await createHostSystem(ctx, { ...host, os: "debian" });
    expect(one).toEqual({ id: 1, ...host });
    const first = await listHostSystems(reader, { limit: 1 });
    expect(first.items).toEqual([one]);
    expect(await listHostSystems(reader, { cursor: first.nextCursor ?? "" })).toEqual({ items: [two], nextCursor: null });
    const made = await createBenchmark(ctx, {
      startAt: "2019-10-28T14:05:27.618903Z",
      endAt: "2019-10-28T15:05:27+01:00",
      description: "notes",
      chainSpec: { name: "Development" },
      benchmarkSpec: [1],
      hostSystemId: one.id,
    }).catch((error: unknown) => error);
    expect(made).toMatchObject({ code: "unprocessable", errors: [{ path: "endAt" }] });
    const kept = await createBenchmark(ctx, {
      startAt: "2019-10-28T14:05:27.618903Z",
      endAt: "2019-10-28T15:05:27Z",
      chainSpec: { name: "x" },
      hostSystemId: one.id,
    });
    expect(await showBenchmark(reader, { id: kept.id })).toEqual({
      id: kept.id,
      startAt: "2019-10-28T14:05:27.618903Z",
      endAt: "2019-10-28T15:05:27.000000Z",
      description: null,
      chainSpec: { name: "x" },
      benchmarkSpec: null,
      setup: null,
      hostSystemId: one.id,
      hostSystem: one,
    });
    const actions = await db.rows(
      sql`select action, subject_id from audit_log order by id`,
      z.object({ action: z.string(), subject_id: z.string() }),
    );
    expect(actions.map(({ action, subject_id: subject }) => `${action} ${subject}`)).toEqual([
      "host-system.create 1",
      "host-system.create 2",
      `benchmark.create ${kept.id}`,
    ]);
  });

  test("benchmarks come newest first, pages of one are the same list", async () => {
    const ids = [await benchmark(-3), await benchmark(-1), await benchmark(-1)];
    const walked: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listBenchmarks(reader, { limit: 1, cursor });
      walked.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(walked).toEqual([ids[2], ids[1], ids[0]]);
  });

  test("an unknown machine is impossible, and nothing is written", async () => {
    await expect(createBenchmark(ctx, { startAt: at({}), endAt: at({}), hostSystemId: nowhere })).rejects.toMatchObject({
      code: "unprocessable",
      errors: [{ path: "hostSystemId" }],
    });
    expect((await listBenchmarks(reader, {})).items).toEqual([]);
  });
});

describe("events", () => {
  test("in order of their instants; now, unless said", async () => {
    const id = await benchmark(0);
    await createBenchmarkEvent(ctx, { id, name: "import", phase: "end" });
    await createBenchmarkEvent(ctx, { id, name: "import", phase: "start", at: at({ minutes: -30 }) });
    expect((await listBenchmarkEvents(reader, { id })).items).toEqual([
      { id: 2, benchmarkId: id, name: "import", phase: "start", at: "2026-11-20T11:30:00.000000Z" },
      { id: 1, benchmarkId: id, name: "import", phase: "end", at: "2026-11-20T12:00:00.000000Z" },
    ]);
  });

  test("of a benchmark that is not there", async () => {
    await expect(createBenchmarkEvent(ctx, { id: nowhere, name: "a", phase: "b" })).rejects.toMatchObject({ code: "not_found" });
    await expect(listBenchmarkEvents(reader, { id: nowhere })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("profiling", () => {
  test("figures by target and name; what is no duration does not count", async () => {
    await keepNode(db, { peerId: "p1" });
    await keepLogs(db, [
      ...[100, 200, 300, 1_000].map((time, index) => profiled("p1", -index - 1, "pallet_babe", "on_initialize", String(time))),
      profiled("p1", -3, "frame_system", "get", 760),
      profiled("p1", -3, "frame_system", "get", "soon"),
      profiled("p1", -3, "frame_system", "get", null),
      profiled("p1", -61, "frame_system", "too early", "1"),
      profiled("p2", -3, "frame_system", "another node", "1"),
      { peerId: "p1", msg: "block.import", createdAt: at({ minutes: -1 }) },
    ]);
    expect(await showProfiling(reader, { peerId: "p1" })).toEqual({
      from: "2026-11-20T11:00:00.000000Z",
      to: "2026-11-20T12:00:00.000000Z",
      isCut: false,
      items: [
        { target: "pallet_babe", name: "on_initialize", count: 4, mean: 400, median: 250, min: 100, max: 1_000, p90: 790 },
        { target: "frame_system", name: "get", count: 1, mean: 760, median: 760, min: 760, max: 760, p90: 760 },
      ],
    });
  });

  test("a node without any", async () => {
    await keepNode(db, { peerId: "p1" });
    expect((await showProfiling(reader, { peerId: "p1" })).items).toEqual([]);
    await expect(showProfiling(reader, { peerId: "p2" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("targets of a benchmark: in its window, both ends included, of the node that its setup names", async () => {
    const [any, ofP1] = [await benchmark(0), await benchmark(0, { substrate: { peerId: "p1" } })];
    await keepLogs(db, [profiled("p1", -60, "b", "x", "1"), profiled("p2", 0, "a", "x", "1")], { isFolded: true });
    await keepLogs(db, [profiled("p1", -61, "before", "x", "1"), profiled("p1", 1, "after", "x", "1"), profiled("p1", -5, "b", "y", "1")]);
    expect(await listBenchmarkTargets(reader, { id: any })).toEqual({ items: [{ target: "a" }, { target: "b" }] });
    expect(await listBenchmarkTargets(reader, { id: ofP1 })).toEqual({ items: [{ target: "b" }] });
    await expect(listBenchmarkTargets(reader, { id: nowhere })).rejects.toMatchObject({ code: "not_found" });
  });

  test("two runs side by side", async () => {
    const [a, b] = [await benchmark(-2), await benchmark(0)];
    await createBenchmarkEvent(ctx, { id: a, name: "import", phase: "start", at: at({ hours: -3, seconds: 2 }) });
    await createBenchmarkEvent(ctx, { id: b, name: "import", phase: "start", at: at({ hours: -1, seconds: 3 }) });
    await keepLogs(db, [profiled("p1", -150, "t", "x", "10"), profiled("p1", -30, "t", "x", "30"), profiled("p1", -30, "t", "new", "5")]);
    expect(await compareBenchmarks(reader, { a, b })).toMatchObject({
      a: { id: a, hostSystem: { os: "freebsd" } },
      b: { id: b },
      isCut: false,
      events: [{ name: "import", phase: "start", nth: 1, aOffsetMs: 2_000, bOffsetMs: 3_000 }],
      targets: [
        { target: "t", name: "x", a: { mean: 10 }, b: { mean: 30 } },
        { target: "t", name: "new", a: null, b: { count: 1 } },
      ],
    });
    await expect(compareBenchmarks(reader, { a, b: nowhere })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("reading is not writing, and neither is without permission", async () => {
  const run = { startAt: noon.toISOString(), endAt: noon.toISOString(), hostSystemId: 1 };
  for (const call of [
    () => createHostSystem(reader, host),
    () => createBenchmark(reader, run),
    () => createBenchmarkEvent(reader, { id: 1, name: "a", phase: "b" }),
  ])
    await expect(call()).rejects.toMatchObject({ code: "forbidden" });
  for (const call of [listHostSystems, listBenchmarks]) await expect(call(outsider, {})).rejects.toMatchObject({ code: "forbidden" });
  for (const call of [showBenchmark, listBenchmarkEvents, listBenchmarkTargets])
    await expect(call(outsider, { id: 1 })).rejects.toMatchObject({ code: "forbidden" });
  await expect(compareBenchmarks(outsider, { a: 1, b: 1 })).rejects.toMatchObject({ code: "forbidden" });
  await expect(showProfiling(outsider, { peerId: "p1" })).rejects.toMatchObject({ code: "forbidden" });
});

test.each([
  ["cpuQty", () => createHostSystem(ctx, { ...host, cpuQty: -1 })],
  ["os", () => createHostSystem(ctx, { ...host, os: "a\0b" })],
  ["colour", () => createHostSystem(ctx, { ...host, colour: "grey" } as never)],
  ["startAt", () => createBenchmark(ctx, { startAt: "monday", endAt: at({}), hostSystemId: 1 })],
  ["startAt", () => createBenchmark(ctx, { startAt: "0000-01-01T00:00:00Z", endAt: at({}), hostSystemId: 1 })],
  ["phase", () => createBenchmarkEvent(ctx, { id: 1, name: "a", phase: "" })],
  ["b", () => compareBenchmarks(reader, { a: 1, b: 0 })],
])("a bad %s is named", async (path, call) => {
  await expect(call()).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
});
