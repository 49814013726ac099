import { singleton } from "#lib/core/singleton";

/** Upper edges of the latency buckets, seconds; what takes longer is in one more. */
export const latencyEdges = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Answers by the hundreds of their status. */
export const statusClasses = ["2xx", "3xx", "4xx", "5xx"] as const;
export type StatusClass = (typeof statusClasses)[number];

/** All that this process has answered since it started. Only grows. */
export interface RequestMeter {
  /** By the operation's name: as many as there are declared, however paths look. */
  readonly operations: Map<string, Record<StatusClass, number>>;
  /** Answers per bucket of `latencyEdges`, and one more for what took longer. */
  readonly buckets: number[];
  /** Of all answers together, seconds. */
  totalSeconds: number;
  requests: number;
  /** Answered with 5xx. */
  errors: number;
}

/** What the routes of this process count into; one, though Next's bundle has its own copy of this file. */
export function requestMeter(): RequestMeter {
  return singleton<RequestMeter>("request-meter", () => ({
    operations: new Map(),
    buckets: new Array<number>(latencyEdges.length + 1).fill(0),
    totalSeconds: 0,
    requests: 0,
    errors: 0,
  }));
}

/** An operation is there from zero on, so that its first failure is a rise and not the beginning of a series. */
export function knowOperation(operation: string): Record<StatusClass, number> {
  const { operations } = requestMeter();
  const counts = operations.get(operation) ?? { "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0 };
  operations.set(operation, counts);
  return counts;
}

/** One answer of a declared operation: `status` as sent, `seconds` until it was ready to be sent. */
export function countRequest(operation: string, status: number, seconds: number): void {
  const meter = requestMeter();
  const counts = knowOperation(operation);
  const kind = statusClasses[Math.floor(status / 100) - 2] ?? "5xx";
  counts[kind] += 1;
  meter.requests += 1;
  if (kind === "5xx") meter.errors += 1;
  meter.totalSeconds += seconds;
  const index = latencyEdges.findIndex((edge) => seconds <= edge);
  const bucket = index === -1 ? latencyEdges.length : index;
  meter.buckets[bucket] = (meter.buckets[bucket] ?? 0) + 1;
}

/** Runs a handler and counts its answer; one that throws would be answered with 500. */
export async function measured(operation: string, run: () => Promise<Response>): Promise<Response> {
  const startedAt = performance.now();
  let status = 500;
  try {
    const response = await run();
    status = response.status;
    return response;
  } finally {
    countRequest(operation, status, (performance.now() - startedAt) / 1000);
  }
}
