"use client";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import type { NodeHistoryQuery } from "./node-hours-panel.tsx";
import { StatusChanges } from "./status-changes.tsx";

/** What happened to one node or server in the range of its history, and why. */
export function NodeChangesPanel({ query }: { query: NodeHistoryQuery }) {
  return (
    <Panel title="Changes" note="Newest first" isFlush>
      <QueryState query={query} what="the changes" skeleton={<TableSkeleton rows={4} columns={3} />}>
        {({ changes }) => <StatusChanges changes={changes} />}
      </QueryState>
    </Panel>
  );
}
