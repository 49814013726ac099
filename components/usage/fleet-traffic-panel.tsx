"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TimeRange } from "#lib/universal/time-range";
import type { UsageOverview } from "#lib/usage/schema";
import { ChartPanel } from "../charts/chart-panel.tsx";
import { prepareUsageChart } from "./prepare-usage-chart.ts";

interface FleetTrafficPanelProps {
  query: Pick<UseQueryResult<UsageOverview>, "data" | "error" | "refetch">;
  onZoom?: (range: TimeRange) => void;
}

/** What the whole fleet moved and billed; days are UTC days. */
export function FleetTrafficPanel({ query, onZoom }: FleetTrafficPanelProps) {
  const data = useMemo(() => query.data && prepareUsageChart(query.data), [query.data]);
  return (
    <ChartPanel
      title="Fleet traffic, raw and billed"
      note={query.data?.bucket === "day" ? "By UTC day" : "By hour"}
      what="the fleet’s traffic"
      query={{ ...query, data }}
      emptyText="No traffic in this range"
      {...(onZoom && { onZoom })}
    />
  );
}
