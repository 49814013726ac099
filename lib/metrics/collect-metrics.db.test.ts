import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { addServer } from "#lib/fleet/testing/fleet";
import { latencyEdges } from "#lib/http/request-meter";
import { newTelemetryCounters } from "#lib/telemetry/counters";
import { telemetrySample } from "#lib/telemetry/telemetry-sample";
import { collectMetrics } from "./collect-metrics.ts";
import { group } from "./metric.ts";
import { purgeMetrics } from "./purge-metrics.ts";
import { forgetProcess, reportProcess, type ThisProcess } from "./report-process.ts";
import { showMetricHistory } from "./show-metric-history.ts";
import { showMetrics } from "./show-metrics.ts";
import { sampleOf } from "./testing/sample.ts";

const db = testDatabase();
const at = (now: Date) => testContext(db, { now });
const reader = (now: Date) => testContext(db, { actor: keyActor(["monitoring:read"]), now });
const who = (name: string, host = "alpha"): ThisProcess => ({ name, host, roles: ["web"], startedAt: noon });
const Count = z.object({ count: column.count });
const Value = z.object({ name: z.string(), label: z.string().nullable(), value: z.number() });
const Bucket = z.object({ points: z.number(), mean: z.number(), low: z.number(), high: z.number() });

const valuesOf = async (name: string) =>
  (
    await db.rows(
      sql`select name, coalesce(labels ->> 'host', labels ->> 'process') as label, last_value as value from metric_series where name = ${name} order by 2`,
      Value,
    )
  ).map(({ label, value }) => [label, value]);

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate metric_series, metric_process, node_server, appliance, event_log cascade`);
});

describe("collecting", () => {
  test("hosts and processes have series of their own; what nobody tells has none", async () => {
    await reportProcess(db, who("alpha:3000"), sampleOf(40), noon);
    await reportProcess(db, who("alpha:3001"), sampleOf(41), noon);
    await reportProcess(db, who("beta:3000", "beta"), sampleOf(10), noon);
    await reportProcess(db, who("gone:3000", "gone"), sampleOf(99), fromNoon({ seconds: -46 }));
    expect(await collectMetrics(at(noon), noon)).toMatchObject({ processes: 3, failed: [] });
    expect(await valuesOf("system.cpuUsagePercent")).toEqual([
      ["alpha", 40],
      ["beta", 10],
    ]);
    expect((await valuesOf("process.residentBytes")).map(([label]) => label)).toEqual(["alpha:3000", "alpha:3001", "beta:3000"]);
    expect(await valuesOf("system.diskUsedBytes")).toEqual([]);
    expect(await valuesOf("realtime.connectedSockets")).toEqual([[null, 6]]);
    expect(await valuesOf("api.requestRate")).toEqual([]);
  });

  test("a process that stops in order is gone; a later one of its name is not taken along", async () => {
    await reportProcess(db, who("alpha:3000"), sampleOf(40), noon);
    await forgetProcess(db, { ...who("alpha:3000"), startedAt: fromNoon({ hours: -1 }) });
    expect(await collectMetrics(at(noon), noon)).toMatchObject({ processes: 1 });
    await forgetProcess(db, who("alpha:3000"));
    expect(await collectMetrics(at(noon), fromNoon({ seconds: 30 }))).toMatchObject({ processes: 0 });
  });

  test("what another version wrote is left out, not a failure", async () => {
    await db.prisma.$executeRaw(sql`insert into metric_process (name, host, roles, started_at, seen_at, sample)
      values ('odd', 'odd', '{}', ${noon}, ${noon}, '{"cpu": 1}')`);
    expect(await collectMetrics(at(noon), noon)).toMatchObject({ processes: 0, failed: [] });
  });

  test("requests of all processes are added up", async () => {
    const buckets = latencyEdges.map((edge) => (edge === 0.1 ? 50 : 0));
    const requests = { seconds: 25, requests: 50, errors: 5, buckets: [...buckets, 0] };
    await reportProcess(db, who("a:1"), sampleOf(1, { requests }), noon);
    await reportProcess(db, who("a:2"), sampleOf(1, { requests }), noon);
    await collectMetrics(at(noon), noon);
    expect(await valuesOf("api.requestRate")).toEqual([[null, 4]]);
    expect(await valuesOf("api.errorRate")).toEqual([[null, 0.4]]);
    expect(await valuesOf("api.latencyMsP50")).toEqual([[null, expect.closeTo(75, 6)]]);
  });

  test("telemetry of all processes that take it; unknown where none does", async () => {
    await collectMetrics(at(noon), noon);
    expect([await valuesOf("telemetry.nodes"), await valuesOf("telemetry.messageRate")]).toEqual([[[null, 0]], []]);
    const taking = (bufferedBytes: number, oldestUnsavedMs: number | null) => {
      const look = () => ({ bufferedBytes, bufferLimitBytes: 1_000, oldestUnsavedMs });
      const telemetry = telemetrySample({ ...newTelemetryCounters(), socketsOpened: 5, socketsClosed: 2, feedsOpened: 1, look });
      return { telemetry, telemetryWindow: { seconds: 20, received: 40, receivedBytes: 4_000, stored: 40, dropped: 2 } };
    };
    await reportProcess(db, who("a:1"), sampleOf(1, taking(100, 1_500)), noon);
    await reportProcess(db, who("a:2"), sampleOf(1, taking(300, null)), noon);
    await collectMetrics(at(noon), fromNoon({ seconds: 30 }));
    const names = [
      "connectedSockets",
      "feedReaders",
      "messageRate",
      "droppedRate",
      "bytesPerSecond",
      "bufferedBytes",
      "bufferUsagePercent",
      "oldestUnsavedSeconds",
    ];
    const values = await Promise.all(names.map((name) => valuesOf(`telemetry.${name}`)));
    expect(values.map(([first]) => first?.[1])).toEqual([6, 2, 4, 0.2, 400, 400, 30, 1.5]);
  });

  test("counts what the database has: none is 0, an appliance that never reported is unknown", async () => {
    await addServer(db, { name: "a", status: "offline" });
    await addServer(db, { name: "b" });
    await collectMetrics(at(noon), noon);
    expect(await valuesOf("fleet.serversOffline")).toEqual([[null, 1]]);
    expect(await valuesOf("storage.totalDisks")).toEqual([[null, 0]]);
    expect(await valuesOf("storage.usagePercent")).toEqual([]);
    await db.prisma.$executeRaw(sql`insert into appliance (name, token_hash, created_at) values ('new', 'x', ${noon})`);
    await db.prisma.$executeRaw(sql`truncate metric_series cascade`);
    await collectMetrics(at(noon), fromNoon({ seconds: 30 }));
    expect([await valuesOf("storage.totalDisks"), await valuesOf("vtl.totalTapes")]).toEqual([[], []]);
  });

  test("an inventory is counted by its parts", async () => {
    const inventory = {
      disks: [{}, {}],
      repositories: [],
      scst: {
        targets: [
          { iqn: "a", isEnabled: true, luns: [{}, {}], initiators: ["i"] },
          { iqn: "b", isEnabled: false, luns: [], initiators: [] },
        ],
      },
      tape: {
        libraries: [
          { drives: [{}], slots: [{ barcode: "A" }, { barcode: null }, { isOccupied: true }, { isOccupied: false, barcode: "B" }] },
        ],
      },
      vtl: {
        libraries: [
          {
            drives: [{ status: "ready" }, { status: "idle" }],
            tapes: [
              { barcode: "T", status: "in_drive" },
              { barcode: "U", status: "idle" },
            ],
          },
        ],
      },
    };
    const [box] = await db.rows(
      sql`insert into appliance (name, token_hash, created_at, inventory) values ('box', 'x', ${noon}, ${JSON.stringify(inventory)}::jsonb) returning id`,
      z.object({ id: z.string() }),
    );
    await db.prisma.$executeRaw(sql`insert into appliance_repository (appliance_id, repository_id, name, total_bytes, used_bytes, is_active)
      values (${box?.id}::uuid, 'r', 'r', 1000, 250, true)`);
    await collectMetrics(at(noon), noon);
    const shown = await showMetrics(reader(noon), {});
    expect(shown).toMatchObject({
      storage: {
        totalDisks: 2,
        totalRepositories: 1,
        totalCapacityBytes: "1000",
        usedCapacityBytes: "250",
        availableBytes: "750",
        usagePercent: 25,
      },
      scst: { totalTargets: 2, totalLuns: 2, totalInitiators: 1, activeTargets: 1 },
      tape: { totalLibraries: 1, totalDrives: 1, totalSlots: 4, occupiedSlots: 2 },
      vtl: { totalLibraries: 1, totalDrives: 2, totalTapes: 2, activeDrives: 1, loadedTapes: 1 },
      tasks: { total: 0, avgDurationSeconds: null },
    });
  });

  test("a group that fails leaves a gap of its own", async () => {
    const broken = group({
      name: "broken",
      title: "",
      label: null,
      metrics: { a: { title: "", unit: "count" } },
      read: () => Promise.reject(new Error("no")),
    });
    const odd = group({
      name: "odd",
      title: "",
      label: null,
      metrics: { a: { title: "", unit: "count" }, b: { title: "", unit: "count" } },
      read: async () => [{ labels: {}, values: { a: Number.NaN, b: 1 } }],
    });
    expect(await collectMetrics(at(noon), noon, [broken, odd])).toEqual({ processes: 0, points: 1, failed: ["broken"] });
  });

  test("a slot that is collected twice, also by two at once, counts once and is announced once", async () => {
    await reportProcess(db, who("a:1"), sampleOf(40), noon);
    const [first, second] = await Promise.all([collectMetrics(at(noon), noon), collectMetrics(at(noon), noon)]);
    await collectMetrics(at(noon), noon);
    expect(Math.min(first?.points ?? 0, second?.points ?? 0)).toBe(0);
    const buckets = await db.rows(sql`select points, total / points as mean, low, high from metric_point_1h`, Bucket);
    expect(new Set(buckets.map(({ points }) => points))).toEqual(new Set([1]));
    expect(await db.rows(sql`select count(*) as count from event_log where type = 'metrics:updated'`, Count)).toEqual([{ count: 1 }]);
  });
});

describe("history", () => {
  const fill = async (from: Date, minutes: number) => {
    for (let slot = 0; slot < minutes * 2; slot += 1) {
      const moment = new Date(from.getTime() + slot * 30_000);
      await reportProcess(db, who("a:1"), sampleOf(slot % 10), moment);
      await collectMetrics(at(moment), moment, [
        group({
          name: "system",
          title: "",
          label: "host",
          metrics: { cpuUsagePercent: { title: "", unit: "percent" } },
          read: async (_ctx, all) =>
            all.map(({ hostName, host }) => ({ labels: { host: hostName }, values: { cpuUsagePercent: host.cpuUsagePercent } })),
        }),
      ]);
    }
  };

  test("is the same in every resolution", async () => {
    await fill(noon, 10);
    const end = fromNoon({ minutes: 10 });
    const ask = (points: number) =>
      showMetricHistory(reader(end), { name: "system.cpuUsagePercent", from: noon.toISOString(), to: end.toISOString(), points });
    const fine = await ask(2_000);
    expect(fine).toMatchObject({ tier: "30s", stepSeconds: 30, unit: "percent", title: "CPU in use" });
    expect(fine.series).toEqual([{ labels: { host: "alpha" }, points: expect.any(Array) }]);
    expect(fine.series[0]?.points.map(({ avg }) => avg)).toEqual([...Array(20).keys()].map((slot) => slot % 10));
    const middle = await ask(3);
    expect(middle).toMatchObject({ tier: "5m", stepSeconds: 300 });
    expect(middle.series[0]?.points).toEqual([
      { at: noon.toISOString(), min: 0, avg: 4.5, max: 9 },
      { at: fromNoon({ minutes: 5 }).toISOString(), min: 0, avg: 4.5, max: 9 },
    ]);
  });

  test("each resolution is kept for its own time, and a series without points goes", async () => {
    await fill(noon, 1);
    const left = async (now: Date) => {
      await purgeMetrics(at(now));
      const [row] = await db.rows(
        sql`select array[(select count(*) from metric_point), (select count(*) from metric_point_5m), (select count(*) from metric_point_1h),
          (select count(*) from metric_series)]::int[] as counts`,
        z.object({ counts: z.array(z.number()) }),
      );
      return row?.counts;
    };
    expect(await left(fromNoon({ hours: 48 }))).toEqual([2, 1, 1, 1]);
    expect(await left(fromNoon({ hours: 49 }))).toEqual([0, 1, 1, 1]);
    expect(await left(fromNoon({ days: 31 }))).toEqual([0, 0, 1, 1]);
    expect(await left(fromNoon({ days: 401 }))).toEqual([0, 0, 0, 0]);
  });

  test.each([
    [{ name: "system.nothing" }, "name"],
    [{ name: "api.requestRate", from: "2026-11-20T12:00:00Z", to: "2026-11-20T12:00:00Z" }, "from"],
    [{ name: "api.requestRate", from: "2024-11-20T12:00:00Z" }, "from"],
    [{ name: "api.requestRate", points: 2_001 }, "points"],
  ])("%j is refused and says where", async (input, path) => {
    await expect(showMetricHistory(reader(noon), input)).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path }],
    });
  });
});

describe("now", () => {
  test("values older than three collections are not what is now", async () => {
    await reportProcess(db, who("a:1"), sampleOf(40), noon);
    await collectMetrics(at(noon), noon);
    const shown = await showMetrics(reader(fromNoon({ seconds: 89 })), {});
    expect(shown).toMatchObject({
      at: noon.toISOString(),
      hosts: [{ host: "alpha", cpuUsagePercent: 40, memoryTotalBytes: "8000000000", diskTotalBytes: null, loadAverage: [0.5, 0.25, 0] }],
      processes: [{ process: "a:1", residentBytes: "200000000" }],
      api: { requestRate: null, latencyMs: { p50: null, p95: null, p99: null } },
      fleet: { servers: 0 },
    });
    expect(await showMetrics(reader(fromNoon({ seconds: 90 })), {})).toMatchObject({ at: null, hosts: [], fleet: { servers: null } });
  });

  test("needs monitoring:read", async () => {
    const stranger = testContext(db, { actor: keyActor(["fleet:read"]) });
    await expect(showMetrics(stranger, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(showMetricHistory(stranger, { name: "api.requestRate" })).rejects.toMatchObject({ code: "forbidden" });
  });
});
