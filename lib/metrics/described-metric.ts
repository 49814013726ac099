import type { Metric } from "prom-client";

/** A metric whose values were counted elsewhere, as Prometheus reads it. */
export interface Described {
  name: string;
  help: string;
  /** `untyped`: names of others that break Prometheus' rules for names, which it then does not check. */
  type: "counter" | "gauge" | "untyped";
  values: readonly { labels: Readonly<Record<string, string>>; value: number }[];
}

/** Counts per bucket, not cumulated; one more bucket than edges. */
export interface DescribedHistogram {
  name: string;
  help: string;
  edges: readonly number[];
  series: readonly { labels: Readonly<Record<string, string>>; buckets: readonly number[]; sum: number }[];
}

/** prom-client's own metrics take observations only; ours were counted already. */
export function describedMetric({ name, help, type, values }: Described): Metric {
  return ready({ name, help, type, aggregator: "sum", values });
}

/** The same of a histogram. */
export function describedHistogram({ name, help, edges, series }: DescribedHistogram): Metric {
  const values = series.flatMap(({ labels, buckets, sum }) => {
    let below = 0;
    const cumulated = [...edges, "+Inf"].map((le, index) => {
      below += buckets[index] ?? 0;
      return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: below };
    });
    return [...cumulated, { metricName: `${name}_sum`, labels, value: sum }, { metricName: `${name}_count`, labels, value: below }];
  });
  return ready({ name, help, type: "histogram", aggregator: "sum", values });
}

function ready(described: object): Metric {
  return { ...described, get: async () => described, reset: () => {} } as unknown as Metric;
}
