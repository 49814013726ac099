"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { nodeSamplesQuery } from "#lib/fleet/client";
import type { NodeServerDetail } from "#lib/fleet/schema";
import { ChartPanel } from "../charts/chart-panel.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { historyRange } from "./history-range.ts";
import { prepareLoadChart, shareOf } from "./prepare-load-chart.ts";

/** CPU, memory and disk of the machine, as it reports them itself. */
export function ServerLoadPanel({ id, latest, state }: { id: number; latest: NodeServerDetail["latestSample"]; state: RangeState }) {
  const { start, end } = historyRange(state.range);
  const query = useQuery(nodeSamplesQuery(id, { start, end }));
  const data = useMemo(() => query.data && prepareLoadChart(query.data.items, { start, end }), [query.data, start, end]);
  return (
    <ChartPanel
      title="CPU, memory and disk"
      note={latest ? latestText(latest) : "As the machine reports it"}
      what="the load"
      query={{ ...query, data }}
      onZoom={state.setRange}
      emptyText="The machine reported no load in this range"
      height="12rem"
    />
  );
}

/** `Latest: CPU 12 %, memory 40 %, disk 61 %`, without what it does not report. */
function latestText({ cpuPercent, memoryUsed, memoryTotal, diskUsed, diskTotal }: NonNullable<NodeServerDetail["latestSample"]>): string {
  const parts = [
    ["CPU", cpuPercent],
    ["memory", shareOf(memoryUsed, memoryTotal)],
    ["disk", shareOf(diskUsed, diskTotal)],
  ] as const;
  return `Latest: ${parts.flatMap(([name, percent]) => (percent === null ? [] : [`${name} ${Math.round(percent)} %`])).join(", ")}`;
}
