import type { SampleBody } from "#lib/metrics/process-sample";

/** A process with round figures; `cpu` is the host's. */
export function sampleOf(cpu: number, changes: Partial<SampleBody> = {}): SampleBody {
  return {
    host: {
      cpuUsagePercent: cpu,
      memoryUsedBytes: 3_000_000_000,
      memoryTotalBytes: 8_000_000_000,
      memoryUsagePercent: 37.5,
      diskUsedBytes: null,
      diskTotalBytes: null,
      diskUsagePercent: null,
      uptimeSeconds: 86_400,
      loadAverage1: 0.5,
      loadAverage5: 0.25,
      loadAverage15: 0,
    },
    process: {
      cpuUsagePercent: 12,
      residentBytes: 200_000_000,
      heapUsedBytes: 90_000_000,
      heapTotalBytes: 120_000_000,
      externalBytes: 5_000_000,
      eventLoopDelayMs: 1.5,
      uptimeSeconds: 3_600,
      connectedSockets: 2,
      databaseConnections: 4,
      databaseWaiting: 0,
    },
    requests: null,
    traffic: null,
    telemetry: null,
    telemetryWindow: null,
    items: null,
    ...changes,
  };
}
