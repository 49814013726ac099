import { requestMeter } from "#lib/http/request-meter";
import { telemetryCounters } from "#lib/telemetry/counters";
import { type HostCpu, readHostCpu } from "./host-cpu.ts";
import type { RequestWindow, TelemetryWindow } from "./process-sample.ts";

/** What only grows, at one moment; two of them make a window. */
export interface Counters {
  /** Of a clock that never jumps, ms. */
  atMs: number;
  hostCpu: HostCpu;
  /** CPU of this process, ms. */
  processCpuMs: number;
  requests: number;
  errors: number;
  buckets: readonly number[];
  telemetry: TelemetryTotals;
}

/** Messages of nodes, and their bytes. */
interface TelemetryTotals {
  received: number;
  receivedBytes: number;
  stored: number;
  dropped: number;
}

function telemetryTotals(): TelemetryTotals {
  const { received, receivedBytes, stored, dropped } = telemetryCounters();
  return { received, receivedBytes, stored, dropped: Object.values(dropped).reduce((sum, count) => sum + count, 0) };
}

/** This process and its host now. */
export async function readCounters(): Promise<Counters> {
  const hostCpu = await readHostCpu();
  const { user, system } = process.cpuUsage();
  const { requests, errors, buckets } = requestMeter();
  return {
    atMs: performance.now(),
    hostCpu,
    processCpuMs: (user + system) / 1000,
    requests,
    errors,
    buckets: [...buckets],
    telemetry: telemetryTotals(),
  };
}

/** What happened between two moments; null where no time passed. */
export interface CounterWindow {
  hostCpuPercent: number | null;
  /** Of one core: a process may use more than 100. */
  processCpuPercent: number | null;
  requests: RequestWindow | null;
  telemetry: TelemetryWindow | null;
}

export function windowOf(first: Counters, last: Counters): CounterWindow {
  const elapsedMs = last.atMs - first.atMs;
  if (elapsedMs <= 0) return { hostCpuPercent: null, processCpuPercent: null, requests: null, telemetry: null };
  const hostTotal = last.hostCpu.total - first.hostCpu.total;
  return {
    hostCpuPercent: hostTotal > 0 ? clamp(((last.hostCpu.busy - first.hostCpu.busy) / hostTotal) * 100) : null,
    processCpuPercent: Math.max(0, ((last.processCpuMs - first.processCpuMs) / elapsedMs) * 100),
    requests: {
      seconds: elapsedMs / 1000,
      requests: last.requests - first.requests,
      errors: last.errors - first.errors,
      buckets: last.buckets.map((count, index) => count - (first.buckets[index] ?? 0)),
    },
    telemetry: {
      seconds: elapsedMs / 1000,
      received: last.telemetry.received - first.telemetry.received,
      receivedBytes: last.telemetry.receivedBytes - first.telemetry.receivedBytes,
      stored: last.telemetry.stored - first.telemetry.stored,
      dropped: last.telemetry.dropped - first.telemetry.dropped,
    },
  };
}

/** The kernel's counters of waiting may run back a little. */
function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
