"use client";
import { useQuery } from "@tanstack/react-query";
import { profilingQuery } from "#lib/telemetry/client";
import type { Profiling } from "#lib/telemetry/schema";
import { locale } from "#lib/universal/locale";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { instantsOf } from "./history-range.ts";
import { nanosecondWords } from "./node-words.ts";
import { SpreadBar } from "./spread-bar.tsx";

type Figures = Profiling["items"][number];
const whole = new Intl.NumberFormat(locale);

function duration(id: "mean" | "median" | "min" | "max" | "p90", header: string): Column<Figures> {
  return { id, header, align: "end", sortBy: (row) => row[id], cell: (row) => nanosecondWords(row[id]) };
}

function columnsOf(items: readonly Figures[]): Column<Figures>[] {
  const scale = { least: Math.min(...items.map(({ min }) => min)), most: Math.max(...items.map(({ max }) => max)) };
  return [
    {
      id: "name",
      header: "Call",
      card: "title",
      sortBy: ({ target, name }) => `${target} ${name}`,
      cell: ({ target, name }) => (
        <>
          {name} <span style={{ color: "var(--fl-text-2)", fontWeight: 400 }}>{target}</span>
        </>
      ),
    },
    { id: "spread", header: "Spread", card: "none", width: "12rem", cell: (row) => <SpreadBar {...row} scale={scale} /> },
    { id: "count", header: "Calls", align: "end", sortBy: ({ count }) => count, cell: ({ count }) => whole.format(count) },
    duration("mean", "Mean"),
    duration("median", "Median"),
    duration("p90", "90 %"),
    duration("min", "Least"),
    duration("max", "Most"),
  ];
}

/** Where the node's runtime spends its time, of `tracing.profiling`, by target and name. */
export function ProfilingPanel({ peerId, state }: { peerId: string; state: RangeState }) {
  const query = useQuery(profilingQuery(peerId, instantsOf(state.range)));
  return (
    <Panel title="Profiling" note="Of tracing.profiling in this range, by target and name" isFlush>
      <QueryState query={query} what="the profile" skeleton={<TableSkeleton columns={8} rows={4} />}>
        {({ items, isCut }) => (
          <>
            {isCut && <Notice>There are more messages in this range than are read: these are the newest.</Notice>}
            <DataTable
              name="telemetry-profiling"
              label="calls"
              sortKey="profiling"
              columns={columnsOf(items)}
              rows={items}
              rowKey={({ target, name }) => `${target}\n${name}`}
              isStale={query.isPlaceholderData}
              empty={
                <EmptyState kind="nothing_yet" title="The node is not being profiled">
                  Calls appear here when it sends tracing.profiling, as nodes started with --tracing-receiver=Telemetry do.
                </EmptyState>
              }
            />
          </>
        )}
      </QueryState>
    </Panel>
  );
}
