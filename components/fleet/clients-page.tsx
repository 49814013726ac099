"use client";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { useState } from "react";
import { nodeClientsCsvUrl, nodeClientsQuery } from "#lib/fleet/client";
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
import { clientColumns } from "./client-columns.tsx";
import { ServerFilter } from "./server-filter.tsx";
import { StatusFilter, useStatusFilter } from "./status-filter.tsx";
import { useLongerList } from "./use-longer-list.ts";

const ClientDrawer = lazyDialog(
  () => import("./client-drawer.tsx").then((module) => module.ClientDrawer),
  ({ id }) => id !== null,
);
const CreateClientDialog = lazyDialog(
  () => import("./create-client-dialog.tsx").then((module) => module.CreateClientDialog),
  ({ isOpen }) => isOpen,
);
const BulkEditDialog = lazyDialog(
  () => import("./bulk-edit-dialog.tsx").then((module) => module.BulkEditDialog),
  ({ isOpen }) => isOpen,
);

/** `/admin/clients`: every node client, with its drawer in the URL and the same change for many at once. */
export function ClientsPage({ canWrite, canAudit }: { canWrite: boolean; canAudit: boolean }) {
  const q = useSearchText();
  const status = useStatusFilter();
  const [serverId, setServerId] = useQueryState("server", parseAsInteger);
  const [openId, setOpenId] = useQueryState("client", parseAsInteger.withOptions({ history: "push" }));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<"create" | "bulk">();
  const list = useLongerList();
  const filter = { ...(q && { q }), ...(status && { status }), ...(serverId !== null && { nodeServerId: serverId }) };
  const query = useQuery(nodeClientsQuery({ limit: list.limit, ...filter }));
  const chosen = query.data?.items.filter(({ id }) => ticked.has(String(id))) ?? [];
  const create = canWrite && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setDialog("create")}>
      New node
    </Button>
  );

  return (
    <Stack>
      <PageHeader title="Node clients" note="What users see as nodes, and the factor their traffic is billed by" actions={create} />
      <Panel
        title="Node clients"
        isFlush
        actions={
          chosen.length > 0 && (
            <>
              <Button isSmall variant="subtle" onClick={() => setTicked(new Set())}>
                Clear selection
              </Button>
              <Button isSmall icon={<IconPencil aria-hidden="true" />} onClick={() => setDialog("bulk")}>
                Change {chosen.length} selected
              </Button>
            </>
          )
        }
      >
        <QueryState query={query} what="the nodes" skeleton={<TableSkeleton columns={8} />}>
          {({ items, total }) => (
            <DataTable
              name="clients"
              label="nodes"
              columns={clientColumns}
              rows={items}
              total={total}
              rowKey={({ id }) => id}
              onRowOpen={({ id }) => void setOpenId(id)}
              isStale={query.isPlaceholderData}
              exportHref={nodeClientsCsvUrl(filter)}
              {...(canWrite && { selection: { keys: ticked, onChange: setTicked } })}
              filters={
                <>
                  <SearchField label="Search nodes" />
                  <StatusFilter />
                  <ServerFilter value={serverId} onChange={(id) => void setServerId(id)} />
                </>
              }
              empty={
                Object.keys(filter).length > 0 ? (
                  <EmptyState kind="nothing_matches" title="No node matches">
                    Change the search, the status or the server.
                  </EmptyState>
                ) : (
                  <EmptyState kind="nothing_yet" title="No nodes yet" action={create || undefined}>
                    A node belongs to a server and has the factor that traffic is billed by.
                  </EmptyState>
                )
              }
              footer={<LoadMore hasMore={list.hasMore(total)} isLoading={query.isPlaceholderData} onMore={list.more} />}
            />
          )}
        </QueryState>
      </Panel>
      <CreateClientDialog
        isOpen={dialog === "create"}
        onClose={() => setDialog(undefined)}
        {...(serverId !== null && { nodeServerId: serverId })}
      />
      <BulkEditDialog isOpen={dialog === "bulk"} onClose={() => setDialog(undefined)} nodes={chosen} onDone={() => setTicked(new Set())} />
      <ClientDrawer id={openId} onClose={() => void setOpenId(null)} canWrite={canWrite} canAudit={canAudit} />
    </Stack>
  );
}
