"use client";
import { useQuery } from "@tanstack/react-query";
import { telemetryDatabaseQuery } from "#lib/telemetry/client";
import { formatBytes } from "#lib/universal/bytes";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { dayColumns, relationColumns } from "./database-columns.tsx";

/** `/admin/telemetry/database`: what the database takes on the disk, and on which days telemetry came. */
export function DatabasePage() {
  const query = useQuery(telemetryDatabaseQuery());
  const total = query.data && formatBytes(query.data.totalBytes);
  return (
    <Stack>
      <PageHeader title="Database" note={total ? `${total} in all, with indexes` : "With indexes"} />
      <QueryState query={query} what="the sizes" skeleton={<Skeleton height="30rem" />}>
        {({ relations, days }) => (
          <>
            <Panel title="Messages by day of arrival" note="A day that has expired is dropped whole; audited ones stay" isFlush>
              <DataTable
                name="telemetry-days"
                label="days"
                columns={dayColumns}
                rows={days}
                rowKey={({ day, audit }) => `${day} ${audit}`}
                sortKey="days"
                empty={<EmptyState kind="nothing_yet" title="No message is stored" />}
              />
            </Panel>
            <Panel title="Tables" note="Rows as the planner estimates them" isFlush>
              <DataTable
                name="telemetry-relations"
                label="tables"
                columns={relationColumns}
                rows={relations}
                rowKey={({ relation }) => relation}
                sortKey="tables"
                empty={<EmptyState kind="nothing_yet" title="Nothing is stored" />}
              />
            </Panel>
          </>
        )}
      </QueryState>
    </Stack>
  );
}
