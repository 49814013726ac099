"use client";
import { useQuery } from "@tanstack/react-query";
import { queueCountsQuery } from "#lib/package-queue/client";
import type { QueueFilter, QueueStatus, SeriesCount } from "#lib/package-queue/schema";
import { ApiError } from "#lib/universal/api-client";
import { EmptyState } from "../ui/empty-state.tsx";
import { Kpi } from "../ui/kpi.tsx";
import { Grid } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { CountLink } from "./count-link.tsx";
import { countOf, sumOf } from "./sum-of-counts.ts";

const statuses: { status: QueueStatus; label: string; note: string }[] = [
  { status: "in_queue", label: "Waiting", note: "Bought, not started" },
  { status: "active", label: "Active", note: "One of each user" },
  { status: "consumed", label: "Consumed", note: "By traffic or by time" },
  { status: "cancelled", label: "Cancelled", note: "Taken out by somebody" },
];

const columns: Column<SeriesCount>[] = [
  { id: "name", header: "Package", card: "title", sortBy: ({ name }) => name, cell: ({ name }) => name },
  ...[...statuses, { status: null, label: "All" }].map(
    ({ status, label }): Column<SeriesCount> => ({
      id: status ?? "all",
      header: label,
      align: "end",
      sortBy: (row) => countOf(row, status),
      cell: (row) => (
        <CountLink count={countOf(row, status)} what={`${label.toLowerCase()} of ${row.name}`} status={status} series={row.series} />
      ),
    }),
  ),
];

const tooManyWords = "The search finds very many users: give more of the e-mail to see the counts of their packages.";

/** How many items there are, by status and by series; each number leads to the list of exactly these. */
export function QueueCounts({ filter }: { filter: QueueFilter }) {
  const query = useQuery(queueCountsQuery(filter));
  // Not an error of anybody's: the search is not narrow enough yet.
  if (query.error instanceof ApiError && query.error.code === "unprocessable") return <Notice>{tooManyWords}</Notice>;
  return (
    <QueryState query={query} what="the counts" skeleton={<Skeleton height="16rem" />}>
      {({ items }) => {
        const sum = sumOf(items);
        return (
          <>
            <Grid columns={4}>
              {statuses.map(({ status, label, note }) => (
                <Kpi
                  key={status}
                  label={label}
                  value={<CountLink count={countOf(sum, status)} what={label.toLowerCase()} status={status} series={null} />}
                  note={note}
                />
              ))}
            </Grid>
            <Panel title="By series" note="All versions of a package together; a number shows its items below" isFlush>
              <DataTable
                name="queue-counts"
                label="packages"
                columns={columns}
                rows={items}
                rowKey={({ series }) => series}
                sortKey="countSort"
                isStale={query.isPlaceholderData}
                empty={
                  Object.keys(filter).length > 0 ? (
                    <EmptyState kind="nothing_matches" title="Nothing to count">
                      Nobody whom the search finds has a package.
                    </EmptyState>
                  ) : (
                    <EmptyState kind="nothing_yet" title="Nothing to count yet">
                      As soon as a package is given to a user, it is counted here.
                    </EmptyState>
                  )
                }
              />
            </Panel>
          </>
        );
      }}
    </QueryState>
  );
}
