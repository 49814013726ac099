import { latencyEdges } from "#lib/http/request-meter";
import type { RequestWindow } from "./process-sample.ts";

/** How the API did, over all processes. Rates per second; latencies null when nothing was asked. */
export interface RequestFigures {
  requestRate: number | null;
  errorRate: number | null;
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  latencyMsP99: number | null;
}

/** Adds up the windows of all processes; without any nothing is known. */
export function requestFigures(windows: readonly RequestWindow[]): RequestFigures {
  const isKnown = windows.length > 0;
  const rate = (pick: (window: RequestWindow) => number) => windows.reduce((sum, window) => sum + pick(window) / window.seconds, 0);
  const buckets = Array.from({ length: latencyEdges.length + 1 }, (_, index) =>
    windows.reduce((sum, one) => sum + (one.buckets[index] ?? 0), 0),
  );
  return {
    requestRate: isKnown ? rate(({ requests }) => requests) : null,
    errorRate: isKnown ? rate(({ errors }) => errors) : null,
    latencyMsP50: quantileMs(buckets, 0.5),
    latencyMsP95: quantileMs(buckets, 0.95),
    latencyMsP99: quantileMs(buckets, 0.99),
  };
}

/**
 * A quantile from bucket counts, as Prometheus' histogram_quantile has it: linear within the bucket. Beyond the last edge
 * nobody knows, so it is the last edge.
 */
export function quantileMs(buckets: readonly number[], quantile: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = quantile * total;
  let below = 0;
  for (const [index, edge] of latencyEdges.entries()) {
    const count = buckets[index] ?? 0;
    if (count > 0 && below + count >= rank) {
      const start = latencyEdges[index - 1] ?? 0;
      return (start + (edge - start) * ((rank - below) / count)) * 1000;
    }
    below += count;
  }
  return (latencyEdges.at(-1) ?? 0) * 1000;
}
