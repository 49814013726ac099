"use client";
import { Grid, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";
import { LedgerTable } from "../usage/ledger-table.tsx";
import { UsagePanel } from "../usage/usage-panel.tsx";
import { UsageTiles } from "../usage/usage-tiles.tsx";

/** `/my/usage`: the chart, and every line it is made of. */
export function MyUsage() {
  const state = useRange("7d");
  return (
    <Stack>
      <PageHeader title="Usage" note="Raw is what you moved. Billed is raw × the node’s factor." actions={<RangeControl state={state} />} />
      <Grid columns={2}>
        <UsageTiles state={state} />
      </Grid>
      <UsagePanel state={state} canGroup />
      <LedgerTable state={state} />
    </Stack>
  );
}
