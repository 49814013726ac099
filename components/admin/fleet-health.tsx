"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { fleetOverviewQuery } from "#lib/fleet/client";
import { usageOverviewQuery } from "#lib/usage/client";
import { FiringPanel } from "../alerts/firing-panel.tsx";
import { AdminFleetTiles } from "../fleet/admin-fleet-tiles.tsx";
import { AdminTroubledPanel } from "../fleet/admin-troubled-panel.tsx";
import { StatusChanges } from "../fleet/status-changes.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { FleetTrafficPanel } from "../usage/fleet-traffic-panel.tsx";
import { FleetUsageTiles } from "../usage/fleet-usage-tiles.tsx";

/** `/admin`: whether anything is wrong, since when, and what the fleet moves. */
export function FleetHealth({ canSeeAlerts }: { canSeeAlerts: boolean }) {
  const fleet = useQuery(fleetOverviewQuery());
  const usage = useQuery(usageOverviewQuery());
  return (
    <Stack>
      <PageHeader title="Fleet" note="Is anything wrong, and since when" />
      <Grid columns={5}>
        {(fleet.data || !fleet.error) && <AdminFleetTiles data={fleet.data} />}
        {(usage.data || !usage.error) && <FleetUsageTiles data={usage.data} />}
      </Grid>
      {canSeeAlerts && <FiringPanel />}
      <QueryState query={fleet} what="the fleet" skeleton={<Skeleton height="14rem" />}>
        {(data) => (
          <Grid columns={2} isSingleOnPhone>
            <AdminTroubledPanel data={data} />
            <Panel title="Recent changes" note="Of every server, newest first" isFlush>
              <StatusChanges
                changes={data.recentChanges.slice(0, 6)}
                subject={({ nodeServerId, nodeServerName }) => <Link href={`/admin/servers/${nodeServerId}`}>{nodeServerName}</Link>}
              />
            </Panel>
          </Grid>
        )}
      </QueryState>
      <FleetTrafficPanel query={usage} />
    </Stack>
  );
}
