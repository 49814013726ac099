"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { nodeHistoryQuery } from "#lib/telemetry/client";
import { ChartPanel } from "../charts/chart-panel.tsx";
import { Grid } from "../ui/layout.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { historyRange } from "./history-range.ts";
import { prepareNodeCharts } from "./prepare-node-charts.ts";

/** Blocks, peers and bandwidth of a node over time. */
export function NodeCharts({ peerId, state }: { peerId: string; state: RangeState }) {
  const query = useQuery(nodeHistoryQuery(peerId, historyRange(state.range)));
  const charts = useMemo(() => query.data && prepareNodeCharts(query.data), [query.data]);
  const shared = { what: "the node's history", onZoom: state.setRange, emptyText: "Nothing was heard in this range", height: "11rem" };
  return (
    <>
      <ChartPanel {...shared} title="Blocks" note="What each step brought" query={{ ...query, data: charts?.blocks }} />
      <Grid columns={2} isSingleOnPhone>
        <ChartPanel {...shared} title="Peers" note="Mean of each step" query={{ ...query, data: charts?.peers }} />
        <ChartPanel {...shared} title="Bandwidth" note="Bytes per second, as the node says" query={{ ...query, data: charts?.bandwidth }} />
      </Grid>
    </>
  );
}
