"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { alertsQuery } from "#lib/alerting/client";
import { rangePresets } from "#lib/universal/time-range";
import { Grid, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";
import { Segmented } from "../ui/segmented.tsx";
import { marksInput, marksOf } from "./alert-marks.ts";
import { groupParams } from "./group-params.ts";
import { chartGroups, groupOptions } from "./metric-charts.ts";
import { MetricPanel } from "./metric-panel.tsx";

/** `/admin/metrics`: what is measured every 30 s, over time, with the moments at which alerts fired. */
export function MetricsPage() {
  const state = useRange("1h");
  const [{ group }, setUrl] = useQueryStates(groupParams);
  const alerts = useInfiniteQuery(alertsQuery(marksInput(state.range)));
  const marks = useMemo(() => marksOf(alerts.data?.pages[0]?.items ?? []), [alerts.data]);
  return (
    <Stack>
      <PageHeader
        title="Metrics"
        note="Collected every 30 s. Dashed lines are alerts that fired."
        actions={<RangeControl state={state} presets={rangePresets} />}
      />
      <div>
        <Segmented label="Metrics of" options={groupOptions} value={group} onChange={(value) => void setUrl({ group: value })} />
      </div>
      <Grid columns={2} isSingleOnPhone>
        {chartGroups[group].map((chart) => (
          <MetricPanel key={chart.title} chart={chart} state={state} marks={marks} />
        ))}
      </Grid>
    </Stack>
  );
}
