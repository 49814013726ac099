"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usageOverviewQuery } from "#lib/usage/client";
import { Grid, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";
import { FleetTrafficPanel } from "./fleet-traffic-panel.tsx";
import { FleetUsageTiles } from "./fleet-usage-tiles.tsx";
import { overviewInput } from "./overview-input.ts";
import { billedBytes, topNodeColumns, topUserColumns } from "./top-columns.tsx";
import { TopPanel } from "./top-panel.tsx";

/** `/admin/usage`: what the fleet moved and billed, and who and what moved most of it. */
export function FleetUsagePage() {
  const state = useRange("7d");
  const query = useQuery(usageOverviewQuery(overviewInput(state.range)));
  const total = query.data ? billedBytes(query.data.totals) : 0n;
  const columns = useMemo(() => ({ users: topUserColumns(total), nodes: topNodeColumns(total) }), [total]);
  // The chart says why nothing could be loaded; tiles and tables would only seem to load for ever.
  const isLost = query.data === undefined && query.error !== null;
  return (
    <Stack>
      <PageHeader
        title="Fleet usage"
        note="Raw is what moved. Billed is raw × the node’s factor."
        actions={<RangeControl state={state} />}
      />
      {!isLost && (
        <Grid columns={3}>
          <FleetUsageTiles data={query.data} />
        </Grid>
      )}
      <FleetTrafficPanel query={query} onZoom={state.setRange} />
      {!isLost && (
        <Grid columns={2} isSingleOnPhone>
          <TopPanel title="Top users" what="users" columns={columns.users} rows={query.data?.topUsers} rowKey={({ userId }) => userId} />
          <TopPanel
            title="Top nodes"
            what="nodes"
            columns={columns.nodes}
            rows={query.data?.topNodes}
            rowKey={({ nodeClientId }) => nodeClientId}
          />
        </Grid>
      )}
    </Stack>
  );
}
