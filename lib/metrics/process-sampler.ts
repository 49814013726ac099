import { loadavg, uptime } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Database } from "#lib/core/database";
import { readTraffic } from "#lib/http/traffic-meter";
import { itemsSample } from "#lib/ingest/items-sample";
import { telemetrySample } from "#lib/telemetry/telemetry-sample";
import { type Counters, readCounters, windowOf } from "./counters.ts";
import { readHostMemory } from "./host-memory.ts";
import type { SampleBody } from "./process-sample.ts";
import { readDisk } from "./read-disk.ts";

/** So many moments back: with a tick every 10 s the window is the last half minute. */
const windowTicks = 3;
const isLinuxOrMac = process.platform !== "win32";

export interface ProcessSampler {
  /** Looks once; what needs a window is unknown the first time. */
  sample(): Promise<SampleBody>;
  close(): void;
}

export interface SamplerOptions {
  db: Database;
  /** The folder whose disk is meant. */
  folder: string;
  /** Sockets of browsers on this process; absent where it has none. */
  connections?: (() => number) | undefined;
}

/** Looks at this process and its host from time to time. Holds the counters of the last half minute, and nothing else. */
export function processSampler(options: SamplerOptions): ProcessSampler {
  const moments: Counters[] = [];
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return {
    async sample() {
      const [last, memory, disk] = await Promise.all([readCounters(), readHostMemory(), readDisk(options.folder)]);
      const window = windowOf(moments[0] ?? last, last);
      moments.push(last);
      if (moments.length > windowTicks) moments.shift();
      const usedBytes = memory.totalBytes - memory.availableBytes;
      const [load1, load5, load15] = isLinuxOrMac ? loadavg() : [];
      return {
        host: {
          cpuUsagePercent: window.hostCpuPercent,
          memoryUsedBytes: usedBytes,
          memoryTotalBytes: memory.totalBytes,
          memoryUsagePercent: memory.totalBytes > 0 ? (usedBytes / memory.totalBytes) * 100 : null,
          diskUsedBytes: disk?.usedBytes ?? null,
          diskTotalBytes: disk?.totalBytes ?? null,
          diskUsagePercent: disk?.usagePercent ?? null,
          uptimeSeconds: uptime(),
          loadAverage1: load1 ?? null,
          loadAverage5: load5 ?? null,
          loadAverage15: load15 ?? null,
        },
        process: { ...processValues(options, delay), cpuUsagePercent: window.processCpuPercent },
        requests: window.requests,
        traffic: readTraffic(),
        telemetry: telemetrySample(),
        telemetryWindow: window.telemetry,
        items: itemsSample(),
      };
    },
    close: () => delay.disable(),
  };
}

function processValues(
  { db, connections }: SamplerOptions,
  delay: ReturnType<typeof monitorEventLoopDelay>,
): Omit<SampleBody["process"], "cpuUsagePercent"> {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const p99 = delay.percentile(99) / 1e6;
  delay.reset();
  const pools = [db.pool, db.ingestPool];
  return {
    residentBytes: rss,
    heapUsedBytes: heapUsed,
    heapTotalBytes: heapTotal,
    externalBytes: external,
    // Measured as the time between two ticks of the watch, so its own 20 ms are no delay. Without a tick yet it is not known.
    eventLoopDelayMs: p99 > 0 ? Math.max(0, p99 - 20) : null,
    uptimeSeconds: process.uptime(),
    connectedSockets: connections?.() ?? null,
    databaseConnections: pools.reduce((sum, pool) => sum + pool.totalCount, 0),
    databaseWaiting: pools.reduce((sum, pool) => sum + pool.waitingCount, 0),
  };
}
