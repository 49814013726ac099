import { group, only } from "../metric.ts";
import { requestFigures } from "../request-figures.ts";

/** What the routes of all processes answered in the last half minute. */
export const api = group({
  name: "api",
  title: "API",
  label: null,
  metrics: {
    requestRate: { title: "Requests", unit: "per_second" },
    errorRate: { title: "Answers with 5xx", unit: "per_second" },
    latencyMsP50: { title: "Latency, median", unit: "milliseconds" },
    latencyMsP95: { title: "Latency, 95th percentile", unit: "milliseconds" },
    latencyMsP99: { title: "Latency, 99th percentile", unit: "milliseconds" },
  },
  read: async (_ctx, processes) => only({ ...requestFigures(processes.flatMap(({ requests }) => requests ?? [])) }),
});
