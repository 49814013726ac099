"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { applianceTasksQuery } from "#lib/appliances/client";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { taskColumns } from "./task-columns.tsx";

const filters = [
  { value: "all", label: "All" },
  { value: "pending", label: "Pending" },
  { value: "running", label: "Running" },
  { value: "completed", label: "Completed" },
  { value: "failed", label: "Failed" },
] as const;
const parser = parseAsStringLiteral(filters.map(({ value }) => value)).withDefault("all");

/** Tasks of an appliance, newest first; the filter stands in the URL as `?tasks=`. */
export function TasksPanel({ id }: { id: string }) {
  const [status, setStatus] = useQueryState("tasks", parser);
  const query = useInfiniteQuery(applianceTasksQuery(id, status === "all" ? {} : { status }));
  return (
    <Panel title="Tasks" note="As the appliance tells of them" isFlush>
      <QueryState query={query} what="the tasks" skeleton={<TableSkeleton columns={6} />}>
        {({ pages }) => (
          <DataTable
            name="appliance-tasks"
            label="tasks"
            columns={taskColumns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={(task) => task.id}
            hasMore={query.hasNextPage}
            isStale={query.isPlaceholderData}
            filters={<Segmented label="Status of tasks" options={filters} value={status} onChange={(value) => void setStatus(value)} />}
            empty={
              status === "all" ? (
                <EmptyState kind="nothing_yet" title="No tasks yet">
                  Backups, copies and checks appear here when the appliance tells of them.
                </EmptyState>
              ) : (
                <EmptyState kind="nothing_matches" title={`No task is ${status}`}>
                  Choose another status.
                </EmptyState>
              )
            }
            footer={<LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
          />
        )}
      </QueryState>
    </Panel>
  );
}
