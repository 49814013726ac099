import { z } from "zod";
import { Instant } from "#lib/universal/identifiers";

/** The answer of a probe: it is one word, or a problem. */
export const Probe = z.object({ status: z.literal("ok") });
export type Probe = z.infer<typeof Probe>;

/** `unknown`: it could not be found out in time. It counts as degraded, never as healthy. */
export const HealthStatus = z.enum(["healthy", "degraded", "unhealthy", "unknown"]);
export type HealthStatus = z.infer<typeof HealthStatus>;

export const ComponentHealth = z.object({
  name: z.string(),
  status: HealthStatus,
  /** One sentence with the figure that decided. */
  message: z.string(),
  /** How long the check took. */
  durationMs: z.number(),
  checkedAt: Instant,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ComponentHealth = z.infer<typeof ComponentHealth>;

/** The whole of it, as this process sees it. */
export const Health = z.object({
  /** The worst of the components; `unknown` ones make it degraded. */
  status: HealthStatus.exclude(["unknown"]),
  timestamp: Instant,
  version: z.string(),
  uptimeSeconds: z.number(),
  components: z.array(ComponentHealth),
});
export type Health = z.infer<typeof Health>;

/** What a stranger is told. */
export const HealthAnswer = z.union([Health, Health.pick({ status: true })]);
export type HealthAnswer = z.infer<typeof HealthAnswer>;

export const ShowHealthHistoryInput = z.strictObject({
  /** How far back, hours. */
  hours: z.coerce.number().int().min(1).max(168).default(24),
});

/** A component was this from `at` on. */
export const HealthChange = z.object({ at: Instant, status: HealthStatus, message: z.string() });
export type HealthChange = z.infer<typeof HealthChange>;

/** What was recorded of a component, every 30 s by one process. */
export const ComponentHistory = z.object({
  name: z.string(),
  status: HealthStatus,
  /** When it became what it is. */
  since: Instant,
  checkedAt: Instant,
  /** Oldest first; the first one may be of before `from`: it says what was true then. At most the last 500. */
  changes: z.array(HealthChange),
});
export type ComponentHistory = z.infer<typeof ComponentHistory>;

export const HealthHistory = z.object({ from: Instant, to: Instant, items: z.array(ComponentHistory) });
export type HealthHistory = z.infer<typeof HealthHistory>;
