import { z } from "zod";
import { telemetryCounters } from "./counters.ts";

const Count = z.number().min(0);
const Histogram = z.object({ buckets: z.array(Count), sum: Count });

/** The counters of a process as the others read them: `metric_process.sample.telemetry`. */
export const TelemetrySample = z.object({
  received: Count,
  receivedBytes: Count,
  stored: Count,
  /** By reason; a version may know others. */
  dropped: z.record(z.string(), Count),
  inFlight: Count,
  socketsOpened: Count,
  socketsClosed: Count,
  socketsRefused: Count,
  feedsOpened: Count,
  feedsClosed: Count,
  batchSizes: Histogram,
  saveLatencies: Histogram,
  /** Null in a process that takes no telemetry. */
  buffer: z.object({ bytes: Count, limitBytes: Count, oldestUnsavedMs: Count.nullable() }).nullable(),
});
export type TelemetrySample = z.infer<typeof TelemetrySample>;

/** This process's counters now. */
export function telemetrySample(counters = telemetryCounters()): TelemetrySample {
  const { look, dropped, batchSizes, saveLatencies, ...totals } = counters;
  const seen = look?.();
  return {
    ...totals,
    dropped: { ...dropped },
    batchSizes: { buckets: [...batchSizes.buckets], sum: batchSizes.sum },
    saveLatencies: { buckets: [...saveLatencies.buckets], sum: saveLatencies.sum },
    buffer: seen ? { bytes: seen.bufferedBytes, limitBytes: seen.bufferLimitBytes, oldestUnsavedMs: seen.oldestUnsavedMs } : null,
  };
}
