"use client";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { queueCountsQuery, queueQuery } from "#lib/package-queue/client";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { queueColumns } from "./queue-columns.tsx";
import { QueueCounts } from "./queue-counts.tsx";
import { QueueFilters, useQueueFilter } from "./queue-filter.tsx";
import { peopleOf } from "./queue-filter-params.ts";
import type { QueueCan } from "./queue-item-drawer.tsx";
import { queuePageSize } from "./queue-page-size.ts";

const QueueItemDrawer = lazyDialog(
  () => import("./queue-item-drawer.tsx").then((module) => module.QueueItemDrawer),
  ({ id }) => id !== null,
);
const EnqueueDialog = lazyDialog(
  () => import("./enqueue-dialog.tsx").then((module) => module.EnqueueDialog),
  ({ isOpen }) => isOpen,
);

/** `/admin/package-queue`: who bought what, what became of it, and what comes next. */
export function QueuePage({ can }: { can: QueueCan & { readUsers: boolean } }) {
  const filter = useQueueFilter();
  const query = useInfiniteQuery(queueQuery({ ...filter, limit: queuePageSize }));
  const counts = useQuery(queueCountsQuery(peopleOf(filter)));
  const [openId, setOpenId] = useQueryState("item", parseAsString.withOptions({ history: "push" }));
  const [isAdding, setAdding] = useState(false);
  const add = can.write && can.readUsers && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setAdding(true)}>
      Queue a package
    </Button>
  );
  return (
    <Stack>
      <PageHeader title="Package queue" note="Who bought what, what became of it, and what comes next" actions={add} />
      <QueueCounts filter={peopleOf(filter)} />
      <Panel title="Queue items" note="Latest purchase first" isFlush>
        <QueryState query={query} what="the queue" skeleton={<TableSkeleton columns={7} />}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            const seriesName = counts.data?.items.find(({ series }) => series === filter.series)?.name;
            return (
              <DataTable
                name="queue"
                label="items"
                columns={queueColumns}
                rows={rows}
                rowKey={({ id }) => id}
                total={pages.at(-1)?.isTotalExact ? pages.at(-1)?.total : undefined}
                onRowOpen={({ id }) => void setOpenId(id)}
                hasMore={query.hasNextPage}
                isStale={query.isPlaceholderData}
                filters={
                  <QueueFilters seriesName={seriesName} userEmail={rows.find(({ userId }) => userId === filter.userId)?.userEmail} />
                }
                empty={
                  Object.keys(filter).length > 0 ? (
                    <EmptyState kind="nothing_matches" title="No item matches">
                      The search finds parts of the e-mail; an order number is wanted whole.
                    </EmptyState>
                  ) : (
                    <EmptyState kind="nothing_yet" title="Nothing in the queue yet" action={add || undefined}>
                      A package that is given to a user starts at once, or waits behind the one that is active.
                    </EmptyState>
                  )
                }
                footer={
                  <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
                }
              />
            );
          }}
        </QueryState>
      </Panel>
      <QueueItemDrawer id={openId} onClose={() => void setOpenId(null)} can={can} />
      <EnqueueDialog isOpen={isAdding} onClose={() => setAdding(false)} />
    </Stack>
  );
}
