"use client";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { packagesQuery } from "#lib/package-queue/client";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { CreatePackageDialog } from "./create-package-dialog.tsx";
import { packageColumns } from "./package-columns.tsx";

/** What can be given to users, every version of it. */
export function PackagesPanel({ canWrite }: { canWrite: boolean }) {
  const query = useQuery(packagesQuery({ limit: 500 }));
  const [isCreating, setCreating] = useState(false);
  const create = canWrite && (
    <Button isSmall icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New package
    </Button>
  );
  return (
    <Panel title="Packages" note="Give one to a user from the user’s drawer" actions={create} isFlush>
      <QueryState query={query} what="the packages" skeleton={<TableSkeleton rows={4} columns={6} />}>
        {({ items, total }) => (
          <DataTable
            name="packages"
            label="packages"
            columns={packageColumns}
            rows={items}
            total={total}
            rowKey={({ id }) => id}
            sortKey="packageSort"
            empty={
              <EmptyState kind="nothing_yet" title="No packages yet">
                A package says how much traffic, for how long, on which group of nodes.
              </EmptyState>
            }
          />
        )}
      </QueryState>
      <CreatePackageDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Panel>
  );
}
