import { requestMeter } from "#lib/http/request-meter";
import { type HostCpu, readHostCpu } from "./host-cpu.ts";
import type { RequestWindow } from "./process-sample.ts";

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
}

/** This process and its host now. */
export async function readCounters(): Promise<Counters> {
  const hostCpu = await readHostCpu();
  const { user, system } = process.cpuUsage();
  const { requests, errors, buckets } = requestMeter();
  return { atMs: performance.now(), hostCpu, processCpuMs: (user + system) / 1000, requests, errors, buckets: [...buckets] };
}

/** What happened between two moments; null where no time passed. */
export interface CounterWindow {
  hostCpuPercent: number | null;
  /** Of one core: a process may use more than 100. */
  processCpuPercent: number | null;
  requests: RequestWindow | null;
}

export function windowOf(first: Counters, last: Counters): CounterWindow {
  const elapsedMs = last.atMs - first.atMs;
  if (elapsedMs <= 0) return { hostCpuPercent: null, processCpuPercent: null, requests: null };
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
  };
}

/** The kernel's counters of waiting may run back a little. */
function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
