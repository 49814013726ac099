import { describe, expect, test } from "vitest";
import { latencyEdges } from "#lib/http/request-meter";
import { type Counters, readCounters, windowOf } from "./counters.ts";
import { parseProcStat, readHostCpu } from "./host-cpu.ts";
import { parseMeminfo, readHostMemory } from "./host-memory.ts";
import { readDisk } from "./read-disk.ts";
import { quantileMs, requestFigures } from "./request-figures.ts";

describe("the host", () => {
  test("CPU: waiting for a disk is idle, what the hypervisor took is busy, guests count once", () => {
    expect(parseProcStat("cpu  10 2 3 70 5 1 2 7 4 1\ncpu0 1 1 1 1\n")).toEqual({ busy: 25, total: 100 });
    expect(parseProcStat("cpu  10 0 10 80\n")).toEqual({ busy: 20, total: 100 });
  });

  test.each([[""], ["cpu0 1 2 3 4"], ["cpu  1 2"]])("CPU of %j is not known", (text) => {
    expect(parseProcStat(text)).toBeUndefined();
  });

  test("memory: caches are available; swap where the host tells", () => {
    expect(parseMeminfo("MemTotal:  1000 kB\nMemFree:  10 kB\nMemAvailable:  600 kB\n")).toEqual({
      totalBytes: 1_024_000,
      availableBytes: 614_400,
      swap: null,
    });
    expect(parseMeminfo("MemTotal: 1 kB\nMemAvailable: 1 kB\nSwapTotal: 8 kB\nSwapFree: 5 kB\n")?.swap).toEqual({
      totalBytes: 8_192,
      usedBytes: 3_072,
    });
    expect(parseMeminfo("MemTotal:  1000 kB\n")).toBeUndefined();
  });

  test("this one is real", async () => {
    const [cpu, memory, disk] = await Promise.all([readHostCpu(), readHostMemory(), readDisk(".")]);
    expect(cpu.total).toBeGreaterThanOrEqual(cpu.busy);
    expect(memory.totalBytes).toBeGreaterThan(memory.availableBytes);
    expect(disk?.totalBytes).toBeGreaterThan(disk?.usedBytes ?? Number.POSITIVE_INFINITY);
  });

  test("a folder that is not there has no disk", async () => {
    expect(await readDisk("/no/such/folder")).toBeNull();
  });
});

describe("a window", () => {
  const telemetry = { received: 10, receivedBytes: 1_000, stored: 8, dropped: 1 };
  const start: Counters = {
    atMs: 1_000,
    hostCpu: { busy: 10, total: 100 },
    processCpuMs: 50,
    requests: 5,
    errors: 1,
    buckets: [5, 0],
    telemetry,
  };

  test("is the difference of two moments", () => {
    const end: Counters = {
      atMs: 11_000,
      hostCpu: { busy: 60, total: 200 },
      processCpuMs: 1_050,
      requests: 25,
      errors: 2,
      buckets: [10, 15],
      telemetry: { received: 30, receivedBytes: 4_000, stored: 28, dropped: 2 },
    };
    expect(windowOf(start, end)).toEqual({
      hostCpuPercent: 50,
      processCpuPercent: 10,
      requests: { seconds: 10, requests: 20, errors: 1, buckets: [5, 15] },
      telemetry: { seconds: 10, received: 20, receivedBytes: 3_000, stored: 20, dropped: 1 },
    });
  });

  test("of one moment is not known", () => {
    expect(windowOf(start, start)).toEqual({ hostCpuPercent: null, processCpuPercent: null, requests: null, telemetry: null });
  });

  test("a kernel that counts back makes no negative share", () => {
    expect(windowOf(start, { ...start, atMs: 2_000, hostCpu: { busy: 5, total: 110 } }).hostCpuPercent).toBe(0);
  });

  test("of this process is real", async () => {
    const first = await readCounters();
    expect(first.buckets).toHaveLength(latencyEdges.length + 1);
    expect(windowOf(first, await readCounters()).processCpuPercent).toBeGreaterThanOrEqual(0);
  });
});

describe("requests", () => {
  const bucketsWith = (counts: Record<number, number>) => [...latencyEdges, 99].map((edge) => counts[edge] ?? 0);

  test.each([
    ["nothing was asked", {}, 0.5, null],
    ["linear within the bucket", { 0.1: 10 }, 0.5, 75],
    ["the first bucket begins at zero", { 0.001: 4 }, 0.5, 0.5],
    ["buckets between are empty", { 0.001: 50, 1: 50 }, 0.95, 950],
    ["beyond the last edge nobody knows", { 99: 3 }, 0.99, 10_000],
  ])("quantile: %s", (_name, counts, quantile, expected) => {
    const found = quantileMs(bucketsWith(counts), quantile);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 6);
  });

  test("no process that answers: not known; one that was asked nothing: none", () => {
    expect(requestFigures([])).toMatchObject({ requestRate: null, errorRate: null });
    expect(requestFigures([{ seconds: 30, requests: 0, errors: 0, buckets: bucketsWith({}) }])).toEqual({
      requestRate: 0,
      errorRate: 0,
      latencyMsP50: null,
      latencyMsP95: null,
      latencyMsP99: null,
    });
  });
});
