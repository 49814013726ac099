"use client";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { nodeServersQuery } from "#lib/fleet/client";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { CreateServerDialog } from "./create-server-dialog.tsx";
import { serverColumns } from "./server-columns.tsx";

const statuses = [
  { value: "all", label: "All" },
  { value: "online", label: "Online" },
  { value: "offline", label: "Offline" },
  { value: "maintenance", label: "Maintenance" },
] as const;

/** Every node server with its status; the first 100 that match. */
export function ServersPage({ canWrite }: { canWrite: boolean }) {
  const q = useSearchText();
  const [status, setStatus] = useQueryState("status", parseAsStringLiteral(["all", "online", "offline", "maintenance"]).withDefault("all"));
  const [isCreating, setCreating] = useState(false);
  const isFiltered = q !== "" || status !== "all";
  const query = useQuery(nodeServersQuery({ limit: 100, ...(q && { q }), ...(status !== "all" && { status }) }));
  const create = canWrite && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New server
    </Button>
  );
  return (
    <Stack>
      <PageHeader title="Servers" note="Machines that serve traffic and report" actions={create} />
      <Panel title="Node servers" isFlush>
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
              filters={
                <>
                  <SearchField label="Search servers" />
                  <Segmented label="Status" options={statuses} value={status} onChange={(value) => void setStatus(value)} />
                </>
              }
              empty={
                isFiltered ? (
                  <EmptyState kind="nothing_matches" title="No server matches">
                    Change the search or the status.
                  </EmptyState>
                ) : (
                  <EmptyState kind="nothing_yet" title="No servers yet" action={create || undefined}>
                    Make one here, then put its configuration on the machine.
                  </EmptyState>
                )
              }
            />
          )}
        </QueryState>
      </Panel>
      <CreateServerDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Stack>
  );
}
