"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { nodeConnectionsQuery } from "#lib/telemetry/client";
import type { NodeConnectionList } from "#lib/telemetry/schema";
import { formatDuration } from "#lib/universal/time-format";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { notTold, shortVersion } from "./node-words.ts";

const columns: Column<NodeConnectionList["items"][number]>[] = [
  { id: "from", header: "Connected", card: "title", cell: ({ createdAt }) => <ExactTime at={createdAt} /> },
  {
    id: "until",
    header: "Ended",
    cell: ({ disconnectedAt }) => (disconnectedAt === null ? <StatusMark tone="ok">Open</StatusMark> : <ExactTime at={disconnectedAt} />),
  },
  { id: "reason", header: "Why", cell: ({ disconnectReason }) => disconnectReason?.replaceAll("_", " ") ?? notTold },
  {
    id: "lasted",
    header: "Lasted",
    align: "end",
    cell: ({ createdAt, disconnectedAt, lastSeenAt }) =>
      formatDuration(Math.max(0, Date.parse(disconnectedAt ?? lastSeenAt) - Date.parse(createdAt))),
  },
  { id: "address", header: "Address", cell: ({ ipAddr }) => ipAddr },
  {
    id: "version",
    header: "Version",
    cell: ({ version }) => (version === null ? notTold : <span title={version}>{shortVersion(version)}</span>),
  },
  { id: "id", header: "Id on socket", align: "end", isExtra: true, cell: ({ nodeId }) => nodeId },
];

/** When the node was connected, and how each connection ended. */
export function ConnectionsPanel({ peerId }: { peerId: string }) {
  const query = useInfiniteQuery(nodeConnectionsQuery(peerId));
  return (
    <Panel title="Connections" note="Newest first" isFlush>
      <QueryState query={query} what="the connections" skeleton={<TableSkeleton columns={6} rows={3} />}>
        {({ pages }) => (
          <DataTable
            name="telemetry-connections"
            label="connections"
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ id }) => id}
            hasMore={query.hasNextPage}
            sortKey="connections"
            empty={<EmptyState kind="nothing_yet" title="No connections are kept" />}
            footer={<LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
          />
        )}
      </QueryState>
    </Panel>
  );
}
