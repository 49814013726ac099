"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { auditCsvUrl, auditQuery } from "#lib/auth/client";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useOptionalRange } from "../ui/range/use-optional-range.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { auditColumns } from "./audit-columns.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { auditPageSize } from "./audit-page-size.ts";
import { useAuditFilter } from "./use-audit-filter.ts";

const AuditDrawer = lazyDialog(
  () => import("./audit-drawer.tsx").then((module) => module.AuditDrawer),
  ({ id }) => id !== null,
);

/** `/admin/audit`: every write by a person, a key or the product itself. Filters, range and the open row stand in the URL. */
export function AuditPage() {
  const range = useOptionalRange();
  const { values, set, filter } = useAuditFilter(range);
  const [openId, setOpenId] = useQueryState("entry", parseAsString.withOptions({ history: "push" }));
  const query = useInfiniteQuery(auditQuery({ ...filter, limit: auditPageSize }));
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Stack>
      <PageHeader title="Audit" note="Who changed what, and when" actions={<RangeControl state={range} />} />
      <Panel title="Audit log" note={range.isUnbounded ? "All of it, newest first" : "Of the chosen time, newest first"} isFlush>
        <QueryState query={query} what="the audit log" skeleton={<TableSkeleton columns={5} />}>
          {({ pages }) => (
            <DataTable
              name="audit"
              label="rows"
              columns={auditColumns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ id }) => id}
              onRowOpen={({ id }) => void setOpenId(id)}
              hasMore={query.hasNextPage}
              isStale={query.isPlaceholderData}
              exportHref={auditCsvUrl(filter)}
              filters={<AuditFilters values={values} set={set} />}
              empty={
                isFiltered ? (
                  <EmptyState kind="nothing_matches" title="No row matches">
                    Actors and ids are compared whole. Clear a filter, or choose a longer time.
                  </EmptyState>
                ) : (
                  <EmptyState kind="nothing_yet" title="Nothing was changed yet">
                    Every write by a person or a key leaves a row here.
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
      <AuditDrawer id={openId} onClose={() => void setOpenId(null)} />
    </Stack>
  );
}
