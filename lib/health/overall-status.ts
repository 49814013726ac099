import type { Health, HealthStatus } from "./schema.ts";

/** The worst decides. What is not known is not fine: it counts as degraded, and so does knowing nothing at all. */
export function overallStatus(statuses: readonly HealthStatus[]): Health["status"] {
  if (statuses.includes("unhealthy")) return "unhealthy";
  return statuses.length > 0 && statuses.every((status) => status === "healthy") ? "healthy" : "degraded";
}
