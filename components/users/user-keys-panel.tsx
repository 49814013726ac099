"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { apiKeysQuery } from "#lib/auth/client";
import type { ApiKey } from "#lib/auth/schema";
import { useNow } from "../providers/clock.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";

const columns: Column<ApiKey>[] = [
  { id: "name", header: "Name", card: "title", cell: ({ name, prefix }) => `${name} (${prefix})` },
  { id: "state", header: "State", card: "mark", cell: (key) => <KeyMark apiKey={key} /> },
  { id: "permissions", header: "Permissions", cell: ({ permissions }) => permissions.length },
  { id: "used", header: "Last used", align: "end", cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} /> },
  { id: "created", header: "Created", align: "end", cell: ({ createdAt }) => <ExactTime at={createdAt} style="day" /> },
];

/** The API keys that an account made. They go on working when the account is disabled. */
export function UserKeysPanel({ userId }: { userId: string }) {
  const query = useInfiniteQuery(apiKeysQuery({ createdBy: userId }));
  return (
    <Panel title="API keys" note="Made by this account; they work on when it is disabled" isFlush>
      <QueryState query={query} what="the keys" skeleton={<TableSkeleton columns={5} />}>
        {({ pages }) => (
          <DataTable
            name="user-keys"
            label="keys"
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ id }) => id}
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

function KeyMark({ apiKey: { revokedAt, expiresAt } }: { apiKey: ApiKey }) {
  const now = useNow(60_000);
  if (revokedAt) return <StatusMark tone="unknown">Revoked</StatusMark>;
  if (expiresAt && new Date(expiresAt) <= now) return <StatusMark tone="unknown">Expired</StatusMark>;
  return <StatusMark tone="ok">Active</StatusMark>;
}
