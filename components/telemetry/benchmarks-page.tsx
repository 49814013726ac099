"use client";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { benchmarksQuery } from "#lib/telemetry/client";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { benchmarkColumns } from "./benchmark-columns.tsx";

/** `/admin/telemetry/benchmarks`: runs that a benchmark runner told of; two of them can be held side by side. */
export function BenchmarksPage() {
  const query = useInfiniteQuery(benchmarksQuery());
  const router = useRouter();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [older, newer] = [...keys].map(Number).sort((a, b) => a - b);
  const canCompare = keys.size === 2;
  return (
    <Stack>
      <PageHeader title="Benchmarks" note="Runs on a chain, with the nodes' own profile of their time" />
      <Panel
        title="Runs"
        note={canCompare || keys.size === 0 ? "Newest first; tick two to compare them" : `${keys.size} ticked; two can be compared`}
        isFlush
        actions={
          <Button
            isSmall
            icon={<IconArrowsDiff aria-hidden="true" />}
            disabled={!canCompare}
            onClick={() => router.push(`/admin/telemetry/benchmarks/compare?a=${older}&b=${newer}`)}
          >
            Compare
          </Button>
        }
      >
        <QueryState query={query} what="the benchmarks" skeleton={<TableSkeleton columns={5} />}>
          {({ pages }) => (
            <DataTable
              name="telemetry-benchmarks"
              label="runs"
              columns={benchmarkColumns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              rowHref={({ id }) => `/admin/telemetry/benchmarks/${id}`}
              selection={{ keys, onChange: setKeys }}
              hasMore={query.hasNextPage}
              empty={
                <EmptyState kind="nothing_yet" title="No benchmarks yet">
                  A runner makes them with POST /benchmarks and tells of each phase with POST /benchmarks/events.
                </EmptyState>
              }
              footer={
                <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              }
            />
          )}
        </QueryState>
      </Panel>
    </Stack>
  );
}
