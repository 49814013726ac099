import type { MetricHistoryQuery } from "#lib/metrics/client";
import type { TimeRange } from "#lib/universal/time-range";

/** As many points as a panel has room for. */
const points = 300;

/** What the API is asked for a chart: the same on the server and in the browser, so that the first drawing has data. */
export function historyInput(name: string, { from, to }: TimeRange): MetricHistoryQuery {
  return { name, from: from.toISOString(), to: to.toISOString(), points };
}
