"use client";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { NodeServerDetail } from "#lib/fleet/schema";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { clientColumns } from "./client-columns.tsx";
import { CreateClientDialog } from "./create-client-dialog.tsx";

const left = new Set(["server", "status"]);
const columns = clientColumns.filter(({ id }) => !left.has(id));

/** The node clients of one server. */
export function ServerClientsPanel({ server, canWrite }: { server: NodeServerDetail; canWrite: boolean }) {
  const [isCreating, setCreating] = useState(false);
  const create = canWrite && (
    <Button isSmall icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New node
    </Button>
  );
  return (
    <Panel title="Node clients" note="What users see as nodes" actions={create} isFlush>
      <DataTable
        name="server-clients"
        label="nodes"
        columns={columns}
        rows={server.clients}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/admin/clients?client=${id}`}
        sortKey="nodeSort"
        empty={
          <EmptyState kind="nothing_yet" title="No nodes yet">
            Users see a server only through its nodes. Traffic is counted once it has one.
          </EmptyState>
        }
      />
      <CreateClientDialog isOpen={isCreating} onClose={() => setCreating(false)} nodeServerId={server.id} />
    </Panel>
  );
}
