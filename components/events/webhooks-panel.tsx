"use client";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notificationKeys, webhooksQuery } from "#lib/notifications/client";
import type { WebhookSecret } from "#lib/notifications/schema";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { useEventsParams } from "./use-events-params.ts";
import { webhookColumns } from "./webhook-columns.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import { WebhookSecretDialog } from "./webhook-secret-dialog.tsx";

/** Endpoints of outside systems with their health. */
export function WebhooksPanel({ canWrite }: { canWrite: boolean }) {
  const [, setParams] = useEventsParams();
  const [isCreating, setCreating] = useState(false);
  const [made, setMade] = useState<WebhookSecret>();
  const query = useInfiniteQuery(webhooksQuery());
  const queryClient = useQueryClient();
  const create = canWrite && (
    <Button isSmall variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New webhook
    </Button>
  );
  return (
    <Panel title="Webhooks" note="Signed messages to outside systems, each at least once" actions={create} isFlush>
      <QueryState query={query} what="the webhooks" skeleton={<TableSkeleton columns={7} />}>
        {({ pages }) => (
          <DataTable
            name="webhooks"
            label="webhooks"
            columns={webhookColumns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ id }) => id}
            onRowOpen={({ id }) => void setParams({ webhook: id })}
            hasMore={query.hasNextPage}
            empty={
              <EmptyState kind="nothing_yet" title="No webhooks yet">
                A billing system that has one is told of every event within seconds, signed, and again until it has it.
              </EmptyState>
            }
            footer={<LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />}
          />
        )}
      </QueryState>
      <Modal isOpen={isCreating} onClose={() => setCreating(false)} title="New webhook">
        <WebhookForm
          onCancel={() => setCreating(false)}
          onCreated={(webhook) => {
            setCreating(false);
            setMade(webhook);
            void queryClient.invalidateQueries({ queryKey: notificationKeys.all });
          }}
        />
      </Modal>
      <WebhookSecretDialog webhook={made} onClose={() => setMade(undefined)} />
    </Panel>
  );
}
