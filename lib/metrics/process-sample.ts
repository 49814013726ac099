import { z } from "zod";
import { ItemsSample } from "#lib/ingest/items-sample";
import { TelemetrySample } from "#lib/telemetry/telemetry-sample";

const Value = z.number().nullable();

/** A host as one of its processes sees it: bytes, percent of 100, seconds. Null: this system does not tell. */
export const HostValues = z.object({
  cpuUsagePercent: Value,
  memoryUsedBytes: Value,
  memoryTotalBytes: Value,
  memoryUsagePercent: Value,
  diskUsedBytes: Value,
  diskTotalBytes: Value,
  diskUsagePercent: Value,
  uptimeSeconds: Value,
  loadAverage1: Value,
  loadAverage5: Value,
  loadAverage15: Value,
});

/** A process of ours; CPU is percent of one core. */
export const ProcessValues = z.object({
  cpuUsagePercent: Value,
  residentBytes: Value,
  heapUsedBytes: Value,
  heapTotalBytes: Value,
  externalBytes: Value,
  eventLoopDelayMs: Value,
  uptimeSeconds: Value,
  connectedSockets: Value,
  databaseConnections: Value,
  databaseWaiting: Value,
});

/** What routes answered in the last half minute; `buckets` are those of the request meter. */
export const RequestWindow = z.object({
  seconds: z.number().positive(),
  requests: z.number(),
  errors: z.number(),
  buckets: z.array(z.number()),
});
export type RequestWindow = z.infer<typeof RequestWindow>;

/** What came of nodes' telemetry in the last half minute. */
export const TelemetryWindow = z.object({
  seconds: z.number().positive(),
  received: z.number(),
  receivedBytes: z.number(),
  stored: z.number(),
  dropped: z.number(),
});
export type TelemetryWindow = z.infer<typeof TelemetryWindow>;

/** What went through its port since it started. */
const Traffic = z.object({ requests: z.number(), bytesReceived: z.number(), bytesSent: z.number() });

/** What a process says of itself and its host, stored as `metric_process.sample`. What an older version does not say is null. */
export const SampleBody = z.object({
  host: HostValues,
  process: ProcessValues,
  requests: RequestWindow.nullable(),
  traffic: Traffic.nullable().default(null),
  telemetry: TelemetrySample.nullable().default(null),
  telemetryWindow: TelemetryWindow.nullable().default(null),
  items: ItemsSample.nullable().default(null),
});
export type SampleBody = z.infer<typeof SampleBody>;

/** A process that was heard of in time. */
export interface ProcessSample extends SampleBody {
  /** `host:port`, the same after a restart. */
  name: string;
  hostName: string;
}
