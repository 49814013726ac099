"use client";
import { IconDownload, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { ButtonLink, IconButton } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import css from "./chart.module.css";
import type { ChartData } from "./chart-data.ts";
import { ChartLegend } from "./chart-legend.tsx";
import { ChartTable } from "./chart-table.tsx";
import { TimeChart } from "./time-chart.tsx";

interface ChartPanelProps {
  title: string;
  note?: ReactNode;
  /** What is loaded, in the middle of a sentence: `your usage`. */
  what: string;
  /** Prepared data in the shape of a query: `{ data, error, refetch }`. */
  query: { data: ChartData | undefined; error: unknown; refetch: () => unknown; isPlaceholderData?: boolean };
  onZoom?: (range: { from: Date; to: Date }) => void;
  /** The CSV of what is shown. */
  exportHref?: string;
  /** Switches beside the legend: compare, group by. */
  actions?: ReactNode;
  emptyText?: string;
  height?: string;
}

/**
 * A chart with all that belongs to it: title, legend that toggles, "Show as table", CSV, loading, error, zoom.
 * `const data = useMemo(() => query.data && prepareUsageChart(query.data, …), [query.data])` and pass
 * `query={{ ...query, data }}`.
 */
export function ChartPanel({ title, note, what, query, onZoom, exportHref, actions, emptyText, height = "15rem" }: ChartPanelProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [isTable, setTable] = useState(false);
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    setHidden(next);
  };
  return (
    <Panel
      title={title}
      note={note}
      actions={
        <>
          {actions}
          <IconButton isSmall label="Show as table" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            <IconTable aria-hidden="true" />
          </IconButton>
          {exportHref && (
            <ButtonLink isSmall variant="subtle" href={exportHref} download icon={<IconDownload aria-hidden="true" />}>
              CSV
            </ButtonLink>
          )}
        </>
      }
    >
      <QueryState query={query} what={what} skeleton={<Skeleton height={`calc(${height} + 4rem)`} />}>
        {(data) =>
          isTable ? (
            <ChartTable data={data} label={title} />
          ) : (
            <div className={query.isPlaceholderData ? css.stale : undefined}>
              <ChartLegend series={data.series} hidden={hidden} onToggle={toggle} />
              <TimeChart
                data={data}
                label={title}
                hidden={hidden}
                height={height}
                {...(onZoom && { onZoom })}
                {...(emptyText && { emptyText })}
              />
            </div>
          )
        }
      </QueryState>
    </Panel>
  );
}
