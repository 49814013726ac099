"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { apiKeysQuery } from "#lib/auth/client";
import { keyColumns } from "../keys/key-columns.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";

const shown = new Set(["name", "state", "permissions", "used"]);
const columns = keyColumns.filter(({ id }) => shown.has(id));

/** The API keys that an account made. They go on working when the account is disabled. */
export function UserKeysPanel({ userId }: { userId: string }) {
  const query = useInfiniteQuery(apiKeysQuery({ createdBy: userId }));
  return (
    <Panel title="API keys" note="Made by this account; they work on when it is disabled" isFlush>
      <QueryState query={query} what="the keys" skeleton={<TableSkeleton columns={4} />}>
        {({ pages }) => (
          <DataTable
            name="user-keys"
            label="keys"
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ id }) => id}
            rowHref={({ id }) => `/admin/keys?key=${id}`}
            hasMore={query.hasNextPage}
            empty={
              <EmptyState kind="nothing_yet" title="No API keys">
                This account has made none.
              </EmptyState>
            }
            footer={<LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
          />
        )}
      </QueryState>
    </Panel>
  );
}
