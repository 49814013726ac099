import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { MetricHistory } from "#lib/metrics/schema";
import { apiGet } from "#lib/universal/api-client";

const base = "/api/v1/monitoring/metrics";

/** What `metrics:updated` makes stale. */
export const metricKeys = { all: ["metrics"] as const };

/** A stretch of one metric's history, in at most so many points. */
export interface MetricHistoryQuery {
  name: string;
  from: string;
  to: string;
  points: number;
}

export const metricHistoryQuery = (asked: MetricHistoryQuery) =>
  queryOptions({
    queryKey: [...metricKeys.all, "history", asked] as const,
    queryFn: ({ signal }) => apiGet<MetricHistory>(`${base}/history`, { ...asked }, signal),
    placeholderData: keepPreviousData,
  });
