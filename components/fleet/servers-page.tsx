"use client";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { nodeServersCsvUrl, nodeServersQuery } from "#lib/fleet/client";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { ManyMaintenance } from "./many-maintenance.tsx";
import { serverColumns } from "./server-columns.tsx";
import { StatusFilter, useStatusFilter } from "./status-filter.tsx";
import { useLongerList } from "./use-longer-list.ts";

const CreateServerDialog = lazyDialog(
  () => import("./create-server-dialog.tsx").then((module) => module.CreateServerDialog),
  ({ isOpen }) => isOpen,
);

/** `/admin/servers`: every node server with its status. */
export function ServersPage({ canWrite }: { canWrite: boolean }) {
  const q = useSearchText();
  const status = useStatusFilter();
  const [isCreating, setCreating] = useState(false);
  const list = useLongerList();
  const filter = { ...(q && { q }), ...(status && { status }) };
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery(nodeServersQuery({ limit: list.limit, ...filter }));
  const chosen = query.data?.items.filter(({ id }) => ticked.has(String(id))) ?? [];
  const create = canWrite && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New server
    </Button>
  );
  return (
    <Stack>
      <PageHeader title="Servers" note="Machines that serve traffic and report" actions={create} />
      <Panel
        title="Node servers"
        isFlush
        actions={chosen.length > 0 && <ManyMaintenance servers={chosen} onDone={() => setTicked(new Set())} />}
      >
        <QueryState query={query} what="the servers" skeleton={<TableSkeleton columns={7} />}>
          {({ items, total }) => (
            <DataTable
              name="servers"
              label="servers"
              columns={serverColumns}
              rows={items}
              total={total}
              rowKey={({ id }) => id}
              rowHref={({ id }) => `/admin/servers/${id}`}
              isStale={query.isPlaceholderData}
              exportHref={nodeServersCsvUrl(filter)}
              {...(canWrite && { selection: { keys: ticked, onChange: setTicked } })}
              filters={
                <>
                  <SearchField label="Search servers" />
                  <StatusFilter />
                </>
              }
              empty={
                Object.keys(filter).length > 0 ? (
                  <EmptyState kind="nothing_matches" title="No server matches">
                    Change the search or the status.
                  </EmptyState>
                ) : (
                  <EmptyState kind="nothing_yet" title="No servers yet" action={create || undefined}>
                    Make one here, then put its configuration on the machine.
                  </EmptyState>
                )
              }
              footer={<LoadMore hasMore={list.hasMore(total)} isLoading={query.isPlaceholderData} onMore={list.more} />}
            />
          )}
        </QueryState>
      </Panel>
      <CreateServerDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Stack>
  );
}
