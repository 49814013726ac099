"use client";
import { NodeTable } from "../fleet/node-table.tsx";
import { StatusHistoryPanel } from "../fleet/status-history-panel.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";

/** `/my/nodes`: which nodes work now, and how they did. */
export function MyNodes() {
  const state = useRange();
  return (
    <Stack>
      <PageHeader title="Nodes" note="What your active package offers." actions={<RangeControl state={state} />} />
      <StatusHistoryPanel state={state} />
      <NodeTable />
    </Stack>
  );
}
