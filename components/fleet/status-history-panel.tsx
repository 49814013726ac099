"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { statusHistoryQuery } from "#lib/fleet/client";
import { ChartPanel } from "../charts/chart-panel.tsx";
import { useTimeZone } from "../providers/time-zone.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { historyRange } from "./history-range.ts";
import { prepareStatusHistoryChart } from "./prepare-status-history-chart.ts";

/** How many of my nodes were online, in maintenance and offline, hour by hour. */
export function StatusHistoryPanel({ state }: { state: RangeState }) {
  const { zone } = useTimeZone();
  const query = useQuery(statusHistoryQuery(historyRange(state.range)));
  const data = useMemo(() => query.data && prepareStatusHistoryChart(query.data), [query.data]);
  return (
    <ChartPanel
      title="Status history"
      note={`Nodes by hour, ${zone}. Hours that were not recorded are left out.`}
      what="the status history"
      query={{ ...query, data }}
      onZoom={state.setRange}
      emptyText="Nothing was recorded in this range"
      height="12rem"
    />
  );
}
