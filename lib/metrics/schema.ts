import { z } from "zod";
import { Instant } from "#lib/universal/identifiers";

/** `percent` is of 100; `bytes_per_second` and `per_second` are means over a short time. */
export const MetricUnit = z.enum(["bytes", "bytes_per_second", "percent", "seconds", "milliseconds", "count", "per_second", "load"]);
export type MetricUnit = z.infer<typeof MetricUnit>;

export const NoInput = z.strictObject({});

/** A chart never needs more, and an answer stays small. */
export const mostPoints = 2_000;

/** `name` as `GET /api/v1/monitoring/metrics` nests it: `system.cpuUsagePercent`. The last 24 hours unless said. */
export const MetricHistoryInput = z.strictObject({
  name: z.string().max(100),
  from: Instant.optional(),
  to: Instant.optional(),
  /** How many points at most; fewer are coarser. */
  points: z.coerce.number().int().min(2).max(mostPoints).default(mostPoints),
});

/** `at` is the beginning of `stepSeconds`; a step of which nothing is known has no point. Bytes are numbers here, as means are. */
const MetricPoint = z.object({ at: Instant, min: z.number(), avg: z.number(), max: z.number() });

export const MetricHistory = z.object({
  name: z.string(),
  title: z.string(),
  unit: MetricUnit,
  from: Instant,
  to: Instant,
  /** The stored resolution that the points were made from. */
  tier: z.enum(["30s", "5m", "1h"]),
  /** The length of a point; a multiple of the tier's. */
  stepSeconds: z.number().int(),
  /** One for each host or process that has values in the range, else one; the ones heard last first, at most 20. */
  series: z.array(z.object({ labels: z.record(z.string(), z.string()), points: z.array(MetricPoint) })),
});
export type MetricHistory = z.infer<typeof MetricHistory>;
