"use client";
import { useQuery } from "@tanstack/react-query";
import { userPackagesQuery } from "#lib/package-queue/client";
import type { QueueItem, UserPackages } from "#lib/package-queue/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { ActivePackage } from "./active-package.tsx";
import { PackageWarnings } from "./package-warnings.tsx";
import { pastColumns } from "./past-columns.tsx";
import { WaitingPackages } from "./waiting-packages.tsx";

/** `/my/packages`: the active package, what waits behind it, what there was. */
export function MyPackages() {
  const query = useQuery(userPackagesQuery());
  return (
    <Stack>
      <PageHeader title="My packages" note="What you have, what comes next, what you had" />
      <PackageWarnings />
      <Panel title="Active" note={query.data?.active && nameWords(query.data.active)}>
        <QueryState query={query} what="your package" skeleton={<Skeleton height="11rem" />}>
          {({ active, queue }) => (active ? <ActivePackage active={active} /> : <NothingActive isWaiting={queue.length > 0} />)}
        </QueryState>
      </Panel>
      <Panel title="Waiting" note="In the order in which they start, each by itself">
        <QueryState query={query} what="what waits" skeleton={<Skeleton height="4rem" />}>
          {(packages) => <WaitingPackages packages={packages} />}
        </QueryState>
      </Panel>
      <Panel title="Past" note="The last 100, latest first" isFlush>
        <QueryState query={query} what="your past packages" skeleton={<TableSkeleton rows={3} columns={8} />}>
          {({ past }) => <PastPackages past={past} />}
        </QueryState>
      </Panel>
    </Stack>
  );
}

function nameWords({ packageName, byOrder }: Pick<QueueItem, "packageName" | "byOrder">): string {
  return byOrder === null ? packageName : `${packageName}, order ${byOrder}`;
}

function NothingActive({ isWaiting }: { isWaiting: boolean }) {
  return (
    <EmptyState kind="nothing_yet" title="No active package">
      {isWaiting
        ? "The first that waits starts within a minute."
        : "No nodes are offered until one is active; traffic is recorded but billed to no package."}
    </EmptyState>
  );
}

function PastPackages({ past }: Pick<UserPackages, "past">) {
  return (
    <DataTable
      name="past-packages"
      label="packages"
      columns={pastColumns}
      rows={past}
      rowKey={({ id }) => id}
      empty={
        <EmptyState kind="nothing_yet" title="Nothing has ended yet">
          Packages that are used up, over or cancelled stay here with what you used of them.
        </EmptyState>
      }
    />
  );
}
