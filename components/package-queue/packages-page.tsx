"use client";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { packageSeriesQuery } from "#lib/package-queue/client";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { PackageFilters, usePackageFilter } from "./package-filters.tsx";
import { packagesPageSize } from "./packages-page-size.ts";
import { seriesColumns } from "./series-columns.tsx";

const PackageDrawer = lazyDialog(
  () => import("./package-drawer.tsx").then((module) => module.PackageDrawer),
  ({ id }) => id !== null,
);
const CreatePackageDialog = lazyDialog(
  () => import("./create-package-dialog.tsx").then((module) => module.CreatePackageDialog),
  ({ isOpen }) => isOpen,
);

/** `/admin/packages`: what is sold, one row per series; a version's drawer is in the URL. */
export function PackagesPage({ canWrite, canAudit }: { canWrite: boolean; canAudit: boolean }) {
  const filter = usePackageFilter();
  const query = useInfiniteQuery(packageSeriesQuery({ ...filter, limit: packagesPageSize }));
  const [openId, setOpenId] = useQueryState("package", parseAsString.withOptions({ history: "push" }));
  const [isCreating, setCreating] = useState(false);
  const create = canWrite && (
    <Button variant="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New package
    </Button>
  );
  return (
    <Stack>
      <PageHeader title="Packages" note="What can be bought: traffic, time and nodes" actions={create} />
      <Panel title="Packages" note="The terms are those sold now, the counts of all versions" isFlush>
        <QueryState query={query} what="the packages" skeleton={<TableSkeleton columns={9} />}>
          {({ pages }) => (
            <DataTable
              name="package-series"
              label="packages"
              columns={seriesColumns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ series }) => series}
              onRowOpen={({ master }) => void setOpenId(master.id)}
              hasMore={query.hasNextPage}
              isStale={query.isPlaceholderData}
              filters={<PackageFilters />}
              empty={
                Object.keys(filter).length > 0 ? (
                  <EmptyState kind="nothing_matches" title="No package matches">
                    The search finds parts of names, and whole ids and series.
                  </EmptyState>
                ) : (
                  <EmptyState kind="nothing_yet" title="No packages yet" action={create || undefined}>
                    A package says how much traffic, for how long, on which group of nodes.
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
      <CreatePackageDialog isOpen={isCreating} onClose={() => setCreating(false)} onCreated={({ id }) => void setOpenId(id)} />
      <PackageDrawer id={openId} onOpen={(id) => void setOpenId(id)} canWrite={canWrite} canAudit={canAudit} />
    </Stack>
  );
}
