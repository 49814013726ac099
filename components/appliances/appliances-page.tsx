"use client";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { applianceKeys, appliancesQuery } from "#lib/appliances/client";
import type { ApplianceToken } from "#lib/appliances/schema";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { applianceColumns } from "./appliance-columns.tsx";
import { ApplianceSecretDialog } from "./appliance-secret-dialog.tsx";
import { CreateApplianceForm } from "./create-appliance-form.tsx";

/** `/admin/appliances`: every appliance, how full it is and whether it is heard. */
export function AppliancesPage({ canWrite }: { canWrite: boolean }) {
  const q = useSearchText();
  const [isCreating, setCreating] = useState(false);
  const [made, setMade] = useState<ApplianceToken>();
  const query = useInfiniteQuery(appliancesQuery(q ? { q } : {}));
  const queryClient = useQueryClient();
  const create = canWrite && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New appliance
    </Button>
  );
  return (
    <Stack>
      <PageHeader title="Appliances" note="Storage, SCST, tape and VTL, as the machines report them" actions={create} />
      <Panel title="Appliances" note="The day a repository is full if it goes on as in the last two weeks" isFlush>
        <QueryState query={query} what="the appliances" skeleton={<TableSkeleton columns={7} rows={3} />}>
          {({ pages }) => (
            <DataTable
              name="appliances"
              label="appliances"
              columns={applianceColumns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              rowHref={({ id }) => `/admin/appliances/${id}`}
              hasMore={query.hasNextPage}
              isStale={query.isPlaceholderData}
              filters={<SearchField label="Search appliances" />}
              empty={
                q ? (
                  <EmptyState kind="nothing_matches" title="No appliance matches">
                    Change the search.
                  </EmptyState>
                ) : (
                  <EmptyState kind="nothing_yet" title="No appliances yet" action={create || undefined}>
                    Make one here, then let the machine send its inventory with the token.
                  </EmptyState>
                )
              }
              footer={
                <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              }
            />
          )}
        </QueryState>
      </Panel>
      <Modal isOpen={isCreating} onClose={() => setCreating(false)} title="New appliance">
        <CreateApplianceForm
          onCancel={() => setCreating(false)}
          onDone={(appliance) => {
            setCreating(false);
            setMade(appliance);
            void queryClient.invalidateQueries({ queryKey: applianceKeys.all });
          }}
        />
      </Modal>
      <ApplianceSecretDialog made={made} onClose={() => setMade(undefined)} />
    </Stack>
  );
}
