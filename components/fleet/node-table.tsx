"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { uptimeQuery, userNodesQuery } from "#lib/fleet/client";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { placeName } from "./country.ts";
import { countText } from "./my-nodes-strip.tsx";
import { type NodeRow, nodeColumns } from "./node-columns.tsx";

/** The nodes of my package with live status, factor and 90 days. */
export function NodeTable() {
  const query = useQuery(userNodesQuery());
  const { data: uptime } = useQuery(uptimeQuery(90));
  const text = useSearchText().trim().toLowerCase();
  const rows = useMemo(() => {
    const byId = new Map(uptime?.items.map((item) => [item.id, item]));
    return query.data?.items
      .map((node): NodeRow => ({ ...node, uptime: byId.get(node.id) }))
      .filter((node) =>
        `${node.name} ${placeName(node.country, node.location)} ${node.routeClass} ${node.status}`.toLowerCase().includes(text),
      );
  }, [query.data, uptime, text]);
  return (
    <Panel title="Nodes" note={query.data && countText(query.data.items)} isFlush>
      <QueryState query={query} what="your nodes" skeleton={<TableSkeleton rows={10} columns={6} />}>
        {({ items }) => (
          <DataTable
            name="my-nodes"
            label="nodes"
            columns={nodeColumns}
            rows={rows ?? []}
            rowKey={({ id }) => id}
            rowHref={({ id }) => `/my/nodes/${id}`}
            filters={<SearchField label="Search nodes" />}
            empty={
              items.length === 0 ? (
                <EmptyState kind="nothing_yet" title="No nodes">
                  The nodes of your active package appear here.
                </EmptyState>
              ) : (
                <EmptyState kind="nothing_matches" title="No node matches">
                  No name, place, route or status contains “{text}”.
                </EmptyState>
              )
            }
          />
        )}
      </QueryState>
    </Panel>
  );
}
