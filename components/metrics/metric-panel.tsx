"use client";
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { metricHistoryQuery } from "#lib/metrics/client";
import type { ChartMark } from "../charts/chart-data.ts";
import { ChartPanel } from "../charts/chart-panel.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { historyInput } from "./history-input.ts";
import type { MetricChart } from "./metric-charts.ts";
import { tierWords, unitNote } from "./metric-words.ts";
import { prepareMetricChart } from "./prepare-metric-chart.ts";

/** The history of a few metrics of one unit, with the stored resolution it was read from. */
export function MetricPanel({ chart, state, marks }: { chart: MetricChart; state: RangeState; marks: readonly ChartMark[] }) {
  const query = useQueries({
    queries: chart.metrics.map((name) => metricHistoryQuery(historyInput(name, state.range))),
    combine: (results) => ({
      histories: results.flatMap(({ data }) => data ?? []),
      error: results.find(({ error }) => error)?.error ?? null,
      isPlaceholderData: results.some(({ isPlaceholderData }) => isPlaceholderData),
      refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
    }),
  });
  const { histories } = query;
  const isComplete = histories.length === chart.metrics.length;
  const data = useMemo(() => (isComplete ? prepareMetricChart(histories, marks) : undefined), [histories, isComplete, marks]);
  const [first] = histories;
  const isKnown = histories.some(({ series }) => series.length > 0);
  return (
    <ChartPanel
      title={chart.title}
      note={first && [unitNote(first.unit), `from values of ${tierWords[first.tier]}`].filter(Boolean).join(", ")}
      what={chart.title.toLowerCase()}
      query={{ ...query, data }}
      onZoom={state.setRange}
      emptyText={isKnown ? "Nothing but zero was collected" : "Nothing was collected in this range"}
      height="12rem"
    />
  );
}
