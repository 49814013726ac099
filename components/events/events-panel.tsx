"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { billingEventCountsQuery, billingEventsQuery } from "#lib/package-queue/client";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { eventColumns } from "./event-columns.tsx";
import { EventFilters, useEventFilter } from "./event-filters.tsx";
import { EventTiles } from "./event-tiles.tsx";
import type { EventsCan } from "./events-can.ts";
import { eventsPageSize } from "./page-sizes.ts";
import { RetryDeadEvents } from "./retry-dead-events.tsx";
import { useEventsParams } from "./use-events-params.ts";

/** Billing and expiry events: how many wait, are done and dead, and the list itself. */
export function EventsPanel({ can }: { can: EventsCan }) {
  const filter = useEventFilter();
  const [, setParams] = useEventsParams();
  const counts = useQuery(billingEventCountsQuery());
  const query = useInfiniteQuery(billingEventsQuery({ ...filter, limit: eventsPageSize }));
  const dead = counts.data?.dead ?? 0;
  return (
    <Stack>
      <QueryState query={counts} what="the counts" skeleton={<Skeleton height="5.5rem" />}>
        {(data) => <EventTiles counts={data} />}
      </QueryState>
      <Panel
        title="Billing and expiry events"
        note="Newest first. Outside systems read them at GET /api/v1/admin/events?after="
        actions={can.retry && dead > 0 && <RetryDeadEvents dead={dead} />}
        isFlush
      >
        <QueryState query={query} what="the events" skeleton={<TableSkeleton columns={8} />}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            return (
              <DataTable
                name="billing-events"
                label="events"
                columns={eventColumns}
                rows={rows}
                rowKey={({ id }) => id}
                onRowOpen={({ id }) => void setParams({ event: id })}
                hasMore={query.hasNextPage}
                isStale={query.isPlaceholderData}
                filters={<EventFilters userEmail={filter.userId && rows[0]?.userEmail} canPick={can.readUsers} />}
                empty={<NoEvents isFiltered={Object.keys(filter).length > 0} state={filter.state} />}
                footer={
                  <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
                }
              />
            );
          }}
        </QueryState>
      </Panel>
    </Stack>
  );
}

function NoEvents({ isFiltered, state }: { isFiltered: boolean; state: string | undefined }) {
  if (state === "dead")
    return (
      <EmptyState kind="all_good" title="No dead event">
        An event that fails five times stands here until somebody tries it again.
      </EmptyState>
    );
  if (isFiltered)
    return (
      <EmptyState kind="nothing_matches" title="No event matches">
        Choose another state, event or user.
      </EmptyState>
    );
  return (
    <EmptyState kind="nothing_yet" title="No events yet">
      A minute after the first traffic of a node is reported, it is billed and stands here.
    </EmptyState>
  );
}
