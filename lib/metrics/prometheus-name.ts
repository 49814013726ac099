import type { MetricUnit } from "./schema.ts";

/** How Prometheus knows a metric: in base units, which its name ends with. */
export interface PrometheusMetric {
  name: string;
  /** What a stored value is multiplied by. */
  factor: number;
}

/**
 * `system.cpuUsagePercent` → `fleetlight_system_cpu_usage_ratio` × 0.01; `api.latencyMsP50` →
 * `fleetlight_api_latency_p50_seconds` × 0.001. `_total` would promise a counter.
 */
export function prometheusName(name: string, unit: MetricUnit): PrometheusMetric {
  const base = { percent: name.replace("Percent", "Ratio"), milliseconds: `${name.replace("Ms", "")}Seconds` } as const;
  const inBaseUnit = unit === "percent" || unit === "milliseconds" ? base[unit] : name;
  const factor = { percent: 0.01, milliseconds: 0.001 } as const;
  return {
    name: `fleetlight_${inBaseUnit
      .replace(".", "_")
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()}`.replace(/_total$/, "_all"),
    factor: unit === "percent" || unit === "milliseconds" ? factor[unit] : 1,
  };
}
