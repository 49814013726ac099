"use client";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { alertKeys, deleteMaintenanceWindowRequest, maintenanceWindowsQuery } from "#lib/alerting/client";
import type { MaintenanceWindowView } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { windowColumns } from "./window-columns.tsx";

const WindowDialog = lazyDialog(
  () => import("./window-dialog.tsx").then((module) => module.WindowDialog),
  ({ isOpen }) => isOpen,
);

/** `/admin/maintenance`: planned times in which nobody is told, with their next occurrences. */
export function MaintenancePage({ canWrite }: { canWrite: boolean }) {
  const [edited, setEdited] = useState<MaintenanceWindowView>();
  const [isOpen, setOpen] = useState(false);
  const [deleted, setDeleted] = useState<MaintenanceWindowView>();
  const query = useInfiniteQuery(maintenanceWindowsQuery());
  const queryClient = useQueryClient();
  const open = (window?: MaintenanceWindowView) => {
    setEdited(window);
    setOpen(true);
  };
  const remove = () =>
    deleteMaintenanceWindowRequest(deleted?.id ?? "").finally(() => void queryClient.invalidateQueries({ queryKey: alertKeys.all }));
  const create = canWrite && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => open()}>
      New window
    </Button>
  );
  return (
    <Stack>
      <PageHeader title="Maintenance" note="Planned times in which nobody is told of what they match" actions={create} />
      <Panel title="Maintenance windows" note="Last made first" isFlush>
        <QueryState query={query} what="the maintenance windows" skeleton={<TableSkeleton columns={6} />}>
          {({ pages }) => (
            <DataTable
              name="maintenance-windows"
              label="windows"
              columns={windowColumns(canWrite ? { onEdit: open, onDelete: setDeleted } : undefined)}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              hasMore={query.hasNextPage}
              empty={
                <EmptyState kind="nothing_yet" title="No maintenance is planned" action={create || undefined}>
                  A window mutes alerts by their labels, once or every week at a local time. Alerts stay on the list and say why.
                </EmptyState>
              }
              footer={
                <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              }
            />
          )}
        </QueryState>
      </Panel>
      <WindowDialog isOpen={isOpen} onClose={() => setOpen(false)} window={edited} />
      <ConfirmDialog
        isOpen={deleted !== undefined}
        onClose={() => setDeleted(undefined)}
        title={`Delete ${deleted?.name}?`}
        confirmLabel="Delete window"
        onConfirm={remove}
      >
        <p>
          It will not come again: {deleted?.scheduleWords}. What it mutes now is heard again at once. It cannot be undone; only the audit
          log will know of it.
        </p>
      </ConfirmDialog>
    </Stack>
  );
}
