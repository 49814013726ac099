import { queryOptions } from "@tanstack/react-query";
import type { HealthAnswer, HealthHistory } from "#lib/health/schema";
import { apiGet, apiRead } from "#lib/universal/api-client";

const base = "/api/v1/health";
/** Each process looks at most this often, and only changes are announced. */
const lookEveryMs = 10_000;

/** Query keys of health. `all` is what `health:changed` makes stale. */
export const healthKeys = {
  all: ["health"] as const,
  now: ["health", "now"] as const,
  history: (hours: number) => ["health", "history", hours] as const,
};

/** Every component as it is now. An installation that is unhealthy says so with 503. */
export const healthQuery = () =>
  queryOptions({
    queryKey: healthKeys.now,
    queryFn: ({ signal }) => apiRead<HealthAnswer>(base, [503], signal),
    refetchInterval: lookEveryMs,
  });

/** What every component was, `hours` back. */
export const healthHistoryQuery = (hours: number) =>
  queryOptions({
    queryKey: healthKeys.history(hours),
    queryFn: ({ signal }) => apiGet<HealthHistory>(`${base}/history`, { hours }, signal),
    refetchInterval: lookEveryMs * 3,
  });
