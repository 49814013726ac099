"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsBoolean, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { formatInstant } from "#lib/universal/time-format";
import { usageCsvUrl, usageQuery } from "#lib/usage/client";
import type { Usage } from "#lib/usage/schema";
import { ChartPanel } from "../charts/chart-panel.tsx";
import { useTimeZone } from "../providers/time-zone.tsx";
import { Button } from "../ui/button.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { Segmented } from "../ui/segmented.tsx";
import { prepareGroupedUsageChart, prepareUsageChart } from "./prepare-usage-chart.ts";
import { previousInput, usageQueryInput } from "./usage-query-input.ts";

const groupings = [
  { value: "none", label: "Raw and billed" },
  { value: "nodeClient", label: "By node" },
  { value: "package", label: "By package" },
] as const;
const bucketNames = { "15m": "quarter of an hour", hour: "hour", day: "day" };

interface UsagePanelProps {
  state: RangeState;
  canGroup?: boolean;
  /** Somebody else's traffic, for who may see it. */
  userId?: string;
}

/** A user's traffic over time: raw beside billed, or billed by node or package; the period before as an overlay; drag to zoom. */
export function UsagePanel({ state, canGroup = false, userId }: UsagePanelProps) {
  const { zone } = useTimeZone();
  const [groupBy, setGroupBy] = useQueryState("by", parseAsStringLiteral(["none", "nodeClient", "package"]).withDefault("none"));
  const [isCompared, setCompared] = useQueryState("compare", parseAsBoolean.withDefault(false));
  const input = usageQueryInput(state.range, zone, canGroup ? groupBy : "none", userId);
  const query = useQuery(usageQuery(input));
  const canCompare = input.groupBy === "none";
  const previous = useQuery({ ...usageQuery(previousInput(input)), enabled: isCompared && canCompare });
  const shownPrevious = isCompared && canCompare ? previous.data?.series[0] : undefined;
  const data = useMemo(() => {
    if (!query.data) return undefined;
    const [all] = query.data.series;
    return query.data.groupBy === "none" && all
      ? prepareUsageChart({ ...query.data, ...all }, shownPrevious)
      : prepareGroupedUsageChart(query.data);
  }, [query.data, shownPrevious]);

  return (
    <ChartPanel
      title={input.groupBy === "none" ? "Traffic, raw and billed" : "Billed traffic"}
      note={`By ${bucketNames[query.data?.bucket ?? input.bucket]}, ${zone}${query.data ? notKeptWords(query.data, zone) : ""}`}
      what={userId ? "the traffic" : "your traffic"}
      query={{ ...query, data }}
      onZoom={state.setRange}
      exportHref={usageCsvUrl(input)}
      emptyText="No traffic in this range"
      actions={
        <>
          {canGroup && <Segmented label="Divide by" options={groupings} value={groupBy} onChange={(value) => void setGroupBy(value)} />}
          {canCompare && (
            <Button isSmall variant="subtle" aria-pressed={isCompared} onClick={() => void setCompared(!isCompared)}>
              Previous period
            </Button>
          )}
        </>
      }
    />
  );
}

/** Zeros before `keptFrom` are not "no traffic", and the chart says so. */
function notKeptWords({ from, keptFrom }: Pick<Usage, "from" | "keptFrom">, zone: string): string {
  return from < keptFrom ? `. Traffic before ${formatInstant(keptFrom, zone, "day")} is no longer kept` : "";
}
