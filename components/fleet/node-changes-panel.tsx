"use client";
import { useQuery } from "@tanstack/react-query";
import { nodeStatusHistoryQuery } from "#lib/fleet/client";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { historyRange } from "./history-range.ts";
import { StatusChanges } from "./status-changes.tsx";

/** What happened to one node in the range, and why. */
export function NodeChangesPanel({ id, state }: { id: number; state: RangeState }) {
  const query = useQuery(nodeStatusHistoryQuery(id, historyRange(state.range)));
  return (
    <Panel title="Changes" note="Newest first" isFlush>
      <QueryState query={query} what="the changes" skeleton={<TableSkeleton rows={4} columns={3} />}>
        {({ changes }) => <StatusChanges changes={changes} />}
      </QueryState>
    </Panel>
  );
}
