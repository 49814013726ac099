"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usageQuery } from "#lib/usage/client";
import { ChartPanel } from "../charts/chart-panel.tsx";
import { useTimeZone } from "../providers/time-zone.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { prepareUsageChart } from "./prepare-usage-chart.ts";
import { usageQueryInput } from "./usage-query-input.ts";

/** My own traffic on one node, raw and billed. */
export function NodeUsagePanel({ nodeClientId, state }: { nodeClientId: number; state: RangeState }) {
  const { zone } = useTimeZone();
  const query = useQuery(usageQuery({ ...usageQueryInput(state.range, zone), nodeClientId }));
  const data = useMemo(() => {
    const [own] = query.data?.series ?? [];
    return query.data && own && prepareUsageChart({ ...query.data, ...own });
  }, [query.data]);
  return (
    <ChartPanel
      title="My traffic on this node"
      note={zone}
      what="your traffic"
      query={{ ...query, data }}
      onZoom={state.setRange}
      emptyText="You did not use this node in this range"
      height="12rem"
    />
  );
}
