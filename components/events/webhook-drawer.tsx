"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { webhookDeliveriesQuery, webhookQuery } from "#lib/notifications/client";
import type { Webhook } from "#lib/notifications/schema";
import { AuditList } from "../admin/audit-list.tsx";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
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
import { cappedCount } from "./capped-count.ts";
import { webhookDeliveryColumns } from "./delivery-columns.tsx";
import { DeliveryStateFilter } from "./delivery-state-filter.tsx";
import { HealthMark } from "./event-marks.tsx";
import { deliveriesPageSize } from "./page-sizes.ts";
import { useEventsParams } from "./use-events-params.ts";
import { WebhookActions } from "./webhook-actions.tsx";

interface WebhookDrawerProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  canWrite: boolean;
}

/** One endpoint: how it is, what was sent to it, who changed it. */
export function WebhookDrawer({ id, onClose, canWrite }: WebhookDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Webhook" kind="drawer">
      {id !== null && <WebhookBody id={id} onGone={onClose} canWrite={canWrite} />}
    </Modal>
  );
}

function WebhookBody({ id, onGone, canWrite }: { id: string; onGone: () => void; canWrite: boolean }) {
  const query = useQuery(webhookQuery(id));
  return (
    <QueryState query={query} what="the webhook" skeleton={<Skeleton height="30rem" />}>
      {(webhook) => (
        <>
          <DrawerSection title={webhook.url} actions={canWrite && <WebhookActions webhook={webhook} onDeleted={onGone} />}>
            <Stack>
              <Trouble webhook={webhook} />
              <Facts items={factsOf(webhook)} />
            </Stack>
          </DrawerSection>
          <DrawerSection title="Deliveries">
            <Deliveries id={id} />
          </DrawerSection>
          <DrawerSection title="Audit">
            <AuditList subjectKind="webhook" subjectId={id} />
          </DrawerSection>
        </>
      )}
    </QueryState>
  );
}

/** Why nothing arrives, if nothing does. */
function Trouble({ webhook: { health, pausedReason, lastError, failures } }: { webhook: Webhook }) {
  if (health === "paused")
    return (
      <Notice tone="bad" title="Paused: nothing is sent until somebody resumes it">
        {pausedReason} What happens meanwhile waits here.
      </Notice>
    );
  if (health === "failing")
    return (
      <Notice tone="warn" title={`${failures} ${failures === 1 ? "attempt has" : "attempts have"} failed in a row`}>
        {lastError}. It is tried on, with longer waits.
      </Notice>
    );
  return null;
}

function factsOf(webhook: Webhook) {
  const times = [
    ["Failing since", webhook.failingSince],
    ["Paused", webhook.pausedAt],
    ["Former secret signs until", webhook.previousSecretUntil],
  ] as const;
  return [
    ["Health", <HealthMark key="health" health={webhook.health} />],
    ["Description", webhook.description || "–"],
    ["Events", webhook.eventTypes.join(", ")],
    ["Last success", <RelativeTime key="success" at={webhook.lastSuccessAt} />],
    ["Waiting", cappedCount(webhook.waiting)],
    ["Dead", cappedCount(webhook.dead)],
    ...times.flatMap(([name, at]) => (at ? [[name, <ExactTime key={name} at={at} />] as const] : [])),
    ["Id", <CopyId key="id" id={webhook.id} />],
  ] as const;
}

function Deliveries({ id }: { id: string }) {
  const [{ sent }, setParams] = useEventsParams();
  const query = useInfiniteQuery(webhookDeliveriesQuery(id, { ...(sent && { state: sent }), limit: deliveriesPageSize }));
  return (
    <QueryState query={query} what="the deliveries" skeleton={<TableSkeleton columns={5} />}>
      {({ pages }) => (
        <DataTable
          name="webhook-deliveries"
          label="deliveries"
          columns={webhookDeliveryColumns}
          rows={pages.flatMap(({ items }) => items)}
          rowKey={(delivery) => delivery.id}
          onRowOpen={(delivery) => void setParams({ delivery: delivery.id })}
          hasMore={query.hasNextPage}
          isStale={query.isPlaceholderData}
          filters={<DeliveryStateFilter />}
          empty={
            sent ? (
              <EmptyState kind="nothing_matches" title={`Nothing is ${sent}`} />
            ) : (
              <EmptyState kind="nothing_yet" title="Nothing sent yet">
                Send a test, or wait for an event.
              </EmptyState>
            )
          }
          footer={<LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
        />
      )}
    </QueryState>
  );
}
