import type { StatusHistory } from "#lib/fleet/schema";
import type { ChartBucket, ChartData, ChartSeries } from "../charts/chart-data.ts";

const hourMs = 3_600_000;

/**
 * How many nodes were online, in maintenance and offline at each hour, stacked. An hour that was not recorded is a gap.
 */
export function prepareStatusHistoryChart({ start, end, items }: StatusHistory): ChartData {
  const fromMs = Math.floor(Date.parse(start) / hourMs) * hourMs;
  const toMs = Math.ceil(Date.parse(end) / hourMs) * hourMs;
  const byStart = new Map(items.map((item) => [Date.parse(item.bucketStart), item]));
  const buckets: ChartBucket[] = [];
  for (let at = fromMs; at < toMs; at += hourMs) buckets.push({ fromMs: at, untilMs: at + hourMs });
  const found = buckets.map((bucket) => byStart.get(bucket.fromMs));
  const series = (key: string, label: string, color: string, pick: "onlineNodes" | "maintenanceNodes" | "offlineNodes"): ChartSeries => ({
    key,
    label,
    color,
    kind: "bar",
    stack: "nodes",
    values: found.map((item) => item?.[pick] ?? null),
    words: (index) => ({ short: nodesText(found[index]?.[pick]) }),
  });
  return {
    fromMs,
    toMs,
    buckets,
    unit: "count",
    series: [
      series("online", "Online", "var(--fl-ok-quiet)", "onlineNodes"),
      series("maintenance", "Maintenance", "var(--fl-warn)", "maintenanceNodes"),
      series("offline", "Offline", "var(--fl-bad)", "offlineNodes"),
    ],
  };
}

function nodesText(count: number | undefined): string {
  if (count === undefined) return "not recorded";
  return count === 1 ? "1 node" : `${count} nodes`;
}
