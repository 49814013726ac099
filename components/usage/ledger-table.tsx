"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { sumBytes } from "#lib/universal/bytes";
import { usageLinesCsvUrl, usageLinesQuery } from "#lib/usage/client";
import type { UsageLine } from "#lib/usage/schema";
import { BytesText } from "../ui/bytes-text.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { FactorTag } from "../ui/tag.tsx";

const columns: Column<UsageLine>[] = [
  { id: "at", header: "Time", card: "title", cell: ({ at }) => <ExactTime at={at} /> },
  { id: "node", header: "Node", card: "mark", cell: ({ nodeName }) => nodeName },
  { id: "rawUpload", header: "Raw upload", align: "end", cell: ({ raw }) => <BytesText bytes={raw.upload} />, isExtra: true },
  { id: "rawDownload", header: "Raw download", align: "end", cell: ({ raw }) => <BytesText bytes={raw.download} />, isExtra: true },
  { id: "raw", header: "Raw", align: "end", cell: ({ raw }) => <BytesText bytes={sumBytes([raw.upload, raw.download])} /> },
  { id: "factor", header: "Factor", align: "end", cell: ({ trafficFactor }) => <FactorTag factor={trafficFactor} /> },
  {
    id: "billed",
    header: "Billed",
    align: "end",
    cell: ({ billed }) => <BytesText bytes={sumBytes([billed.upload, billed.download])} />,
  },
  { id: "package", header: "Package", cell: (line) => line.package?.name ?? "none was active" },
];

/** Every line of the ledger in the range: what moved, by which factor, charged to which package; `userId` shows somebody else's. */
export function LedgerTable({ state, userId }: { state: RangeState; userId?: string }) {
  const input = { from: state.range.from.toISOString(), to: state.range.to.toISOString(), ...(userId && { userId }) };
  const query = useInfiniteQuery(usageLinesQuery(input));
  const keptFrom = query.data?.pages[0]?.keptFrom;
  return (
    <Panel
      title="Ledger"
      note={
        <>
          Why {userId ? "the user was" : "you were"} billed: raw × factor, line by line.
          {keptFrom && (
            <>
              {" Kept since "}
              <ExactTime at={keptFrom} style="day" />.
            </>
          )}
        </>
      }
      isFlush
    >
      <QueryState query={query} what="the ledger" skeleton={<TableSkeleton columns={6} />}>
        {({ pages }) => (
          <DataTable
            name={userId ? "user-ledger" : "my-ledger"}
            label="lines"
            columns={columns}
            rows={pages.flatMap((page) => page.items)}
            rowKey={(_, index) => index}
            hasMore={query.hasNextPage}
            isStale={query.isPlaceholderData}
            exportHref={usageLinesCsvUrl(input)}
            empty={
              <EmptyState kind="nothing_matches" title="No lines in this range">
                Nothing was reported for {userId ? "the user" : "you"} between these times.
              </EmptyState>
            }
            footer={<LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
          />
        )}
      </QueryState>
    </Panel>
  );
}
