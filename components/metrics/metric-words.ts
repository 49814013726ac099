import type { MetricHistory, MetricUnit } from "#lib/metrics/schema";
import { formatBytes } from "#lib/universal/bytes";
import { locale } from "#lib/universal/locale";
import type { ChartData } from "../charts/chart-data.ts";

const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

/** A value with its unit, as people read it. */
export function metricWords(value: number, unit: MetricUnit): string {
  switch (unit) {
    case "bytes":
      return formatBytes(BigInt(Math.round(value)));
    case "bytes_per_second":
      return `${formatBytes(BigInt(Math.round(value)))}/s`;
    case "percent":
      return `${value.toFixed(1)} %`;
    case "seconds":
      return `${plain.format(value)} s`;
    case "milliseconds":
      return `${plain.format(value)} ms`;
    case "per_second":
      return `${plain.format(value)}/s`;
    default:
      return plain.format(value);
  }
}

/** The stored resolution that a chart was read from. */
export const tierWords: Record<MetricHistory["tier"], string> = { "30s": "30 s", "5m": "5 min", "1h": "1 h" };

/** The unit beside a chart's title; of percent and bytes the axis says it. */
export function unitNote(unit: MetricUnit): string {
  const notes: Partial<Record<MetricUnit, string>> = {
    seconds: "seconds",
    milliseconds: "milliseconds",
    per_second: "per second",
    bytes_per_second: "bytes per second",
    count: "count",
    load: "processes that run or wait",
  };
  return notes[unit] ?? "";
}

/** How a chart's axis is divided. */
export function axisOf(unit: MetricUnit): ChartData["unit"] {
  if (unit === "bytes" || unit === "bytes_per_second") return "bytes";
  if (unit === "percent") return "percent";
  return unit === "count" ? "count" : "decimal";
}
