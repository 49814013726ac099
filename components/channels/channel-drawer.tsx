"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { channelDeliveriesQuery, channelQuery } from "#lib/notifications/client";
import type { AlertChannel } from "#lib/notifications/schema";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
import { cappedCount } from "../events/capped-count.ts";
import { channelDeliveryColumns } from "../events/delivery-columns.tsx";
import { HealthMark } from "../events/event-marks.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { ChannelActions } from "./channel-actions.tsx";
import { kindWords } from "./kind-words.ts";

interface ChannelDrawerProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  canWrite: boolean;
}

/** One channel: how it is, a test of it, and what was sent to it. */
export function ChannelDrawer({ id, onClose, canWrite }: ChannelDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Channel" kind="drawer">
      {id !== null && <ChannelBody id={id} onGone={onClose} canWrite={canWrite} />}
    </Modal>
  );
}

function ChannelBody({ id, onGone, canWrite }: { id: string; onGone: () => void; canWrite: boolean }) {
  const query = useQuery(channelQuery(id));
  return (
    <QueryState query={query} what="the channel" skeleton={<Skeleton height="30rem" />}>
      {(channel) => (
        <>
          <DrawerSection title={channel.name} actions={canWrite && <ChannelActions channel={channel} onDeleted={onGone} />}>
            <Stack>
              {channel.health === "failing" && (
                <Notice
                  tone="warn"
                  title={`${channel.failures} ${channel.failures === 1 ? "attempt has" : "attempts have"} failed in a row`}
                >
                  {channel.lastError}. It is tried on, with longer waits.
                </Notice>
              )}
              <Facts items={factsOf(channel)} />
            </Stack>
          </DrawerSection>
          <DrawerSection title="Deliveries">
            <Deliveries id={id} />
          </DrawerSection>
        </>
      )}
    </QueryState>
  );
}

function factsOf(channel: AlertChannel) {
  return [
    ["Health", <HealthMark key="health" health={channel.health} />],
    ["Kind", kindWords[channel.kind]],
    ["Leads to", channel.address],
    ["Last success", <RelativeTime key="success" at={channel.lastSuccessAt} />],
    ...(channel.previousSecretUntil === null
      ? []
      : [["Former secret signs until", <ExactTime key="until" at={channel.previousSecretUntil} />] as const]),
    ["Waiting", cappedCount(channel.waiting)],
    ["Given up", cappedCount(channel.dead)],
    ["Id", <CopyId key="id" id={channel.id} />],
  ] as const;
}

function Deliveries({ id }: { id: string }) {
  const query = useInfiniteQuery(channelDeliveriesQuery(id));
  return (
    <QueryState query={query} what="the deliveries" skeleton={<TableSkeleton columns={5} />}>
      {({ pages }) => (
        <DataTable
          name="channel-deliveries"
          label="deliveries"
          columns={channelDeliveryColumns}
          rows={pages.flatMap(({ items }) => items)}
          rowKey={(delivery) => delivery.id}
          hasMore={query.hasNextPage}
          empty={
            <EmptyState kind="nothing_yet" title="Nothing sent yet">
              Send a test, or wait for an alert.
            </EmptyState>
          }
          footer={<LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
        />
      )}
    </QueryState>
  );
}
