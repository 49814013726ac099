import { Counter, Gauge, type Metric, Registry } from "prom-client";
import { knowOperation, latencyEdges, type RequestMeter, statusClasses } from "#lib/http/request-meter";
import { metrics } from "./catalogue.ts";
import { describedHistogram } from "./described-metric.ts";
import { prometheusName } from "./prometheus-name.ts";
import type { Latest } from "./read-latest.ts";

/**
 * Everything in Prometheus' text format. Gauges are what was last collected over all processes; counters and the
 * histogram are what this process answered. Unknown is NaN, or for hosts and processes the lack of a line. `more` comes
 * after these.
 */
export function prometheusText(
  latest: readonly Latest[],
  meter: RequestMeter,
  operations: readonly string[],
  more: readonly Metric[] = [],
): Promise<string> {
  const registry = new Registry();
  for (const { name, title, unit, group } of metrics.values()) {
    const { name: promName, factor } = prometheusName(name, unit);
    const labelNames = group.label === null ? [] : [group.label];
    const gauge = new Gauge({ name: promName, help: `${group.title}: ${title}`, labelNames, registers: [registry] });
    const found = latest.filter((one) => one.name === name);
    for (const { labels, value } of found) gauge.set(labels, value * factor);
    if (group.label === null && found.length === 0) gauge.set(Number.NaN);
  }
  const requests = new Counter({
    name: "fleetlight_http_requests_total",
    help: "Answers of this process by declared operation and class of status",
    labelNames: ["operation", "status"],
    registers: [registry],
  });
  for (const operation of operations) knowOperation(operation);
  for (const [operation, counts] of meter.operations)
    for (const status of statusClasses) requests.inc({ operation, status }, counts[status]);
  registry.registerMetric(
    describedHistogram({
      name: "fleetlight_http_request_duration_seconds",
      help: "How long this process took for answers of declared operations",
      edges: latencyEdges,
      series: [{ labels: {}, buckets: meter.buckets, sum: meter.totalSeconds }],
    }),
  );
  for (const metric of more) registry.registerMetric(metric);
  return registry.metrics();
}
