"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { capacityQuery } from "#lib/appliances/client";
import type { ApplianceDetail } from "#lib/appliances/schema";
import { ChartPanel } from "../charts/chart-panel.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { capacityRange } from "./capacity-range.ts";
import { mostLines, prepareCapacityChart } from "./prepare-capacity-chart.ts";

/** How full the repositories were over time. */
export function CapacityPanel({ appliance, state }: { appliance: ApplianceDetail; state: RangeState }) {
  const { start, end } = capacityRange(state.range);
  const { id, repositories } = appliance;
  const query = useQuery(capacityQuery(id, { start, end }));
  const names = useMemo(() => new Map(repositories.map((repository) => [repository.id, repository.name])), [repositories]);
  const data = useMemo(
    () => query.data && prepareCapacityChart(query.data, (key) => names.get(key) ?? `${key} (gone)`),
    [query.data, names],
  );
  return (
    <ChartPanel
      title="Capacity used"
      note={
        repositories.length > mostLines ? `The ${mostLines} fullest of ${repositories.length} repositories` : "Percent of each repository"
      }
      what="the capacity history"
      query={{ ...query, data }}
      onZoom={state.setRange}
      emptyText="Nothing was reported in this range"
      height="13rem"
    />
  );
}
