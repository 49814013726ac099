"use client";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { telemetryKeys, telemetryTokensQuery } from "#lib/telemetry/client";
import type { TelemetryTokenCreated } from "#lib/telemetry/token-schema";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { CreateTokenForm } from "./create-token-form.tsx";
import { tokenColumns } from "./token-columns.tsx";

/** `/admin/telemetry/tokens`: what lets nodes in that come from outside the allowed addresses. */
export function TokensPage() {
  const query = useInfiniteQuery(telemetryTokensQuery());
  const queryClient = useQueryClient();
  const [isCreating, setCreating] = useState(false);
  const [made, setMade] = useState<TelemetryTokenCreated>();
  const create = (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New token
    </Button>
  );
  return (
    <Stack>
      <PageHeader
        title="Node tokens"
        note="Let chain nodes report from any address; addresses of TELEMETRY_ALLOW need none"
        actions={create}
      />
      <Panel title="Tokens" note="Newest first" isFlush>
        <QueryState query={query} what="the tokens" skeleton={<TableSkeleton columns={5} rows={3} />}>
          {({ pages }) => (
            <DataTable
              name="telemetry-tokens"
              label="tokens"
              columns={tokenColumns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              hasMore={query.hasNextPage}
              empty={
                <EmptyState kind="nothing_yet" title="No tokens yet" action={create}>
                  Nodes in private networks need none. Others get a token in their telemetry address.
                </EmptyState>
              }
              footer={
                <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              }
            />
          )}
        </QueryState>
      </Panel>
      <Modal isOpen={isCreating} onClose={() => setCreating(false)} title="New token">
        <CreateTokenForm
          onCancel={() => setCreating(false)}
          onDone={(token) => {
            setCreating(false);
            setMade(token);
            void queryClient.invalidateQueries({ queryKey: telemetryKeys.tokens });
          }}
        />
      </Modal>
      <SecretDialog
        isOpen={made !== undefined}
        onClose={() => setMade(undefined)}
        title={made ? `Token ${made.name}` : ""}
        secrets={made ? [{ name: "token", value: made.token }, ...nodeOptions(made.token)] : []}
      />
    </Stack>
  );
}

/** What a node is started with; audited messages never expire. */
function nodeOptions(token: string): { name: string; value: string }[] {
  const site = location.origin.replace(/^http/, "ws");
  const option = (path: string) => `--telemetry-url '${site}/${path}/${token} 0'`;
  return [
    { name: "node option", value: option("submit") },
    { name: "node option, messages kept for ever", value: option("audit") },
  ];
}
