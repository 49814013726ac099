"use client";
import { MyNodesStrip } from "../fleet/my-nodes-strip.tsx";
import { NodesOnlineTile } from "../fleet/nodes-online-tile.tsx";
import { PackageWarnings } from "../package-queue/package-warnings.tsx";
import { QuotaPanel } from "../package-queue/quota-panel.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";
import { UsagePanel } from "../usage/usage-panel.tsx";
import { UsageTiles } from "../usage/usage-tiles.tsx";
import { UsualNodes } from "../usage/usual-nodes.tsx";
import { NodeBanner } from "./node-banner.tsx";
import css from "./overview.module.css";

/** `/my`: what is left, what was used, which nodes work. On a phone the package comes first. */
export function MyOverview() {
  const state = useRange();
  return (
    <Stack>
      <PageHeader title="Overview" actions={<RangeControl state={state} />} />
      <PackageWarnings />
      <NodeBanner />
      <div className={css.columns}>
        <div className={css.main}>
          <Grid columns={3}>
            <UsageTiles state={state} />
            <NodesOnlineTile />
          </Grid>
          <UsagePanel state={state} />
          <MyNodesStrip />
        </div>
        <div className={css.aside}>
          <div className={css.first}>
            <QuotaPanel />
          </div>
          <UsualNodes />
        </div>
      </div>
    </Stack>
  );
}
