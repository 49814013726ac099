"use client";
import { useQuery } from "@tanstack/react-query";
import { nodeStatusHistoryQuery, uptimeQuery, userNodesQuery } from "#lib/fleet/client";
import { formatUptime } from "../charts/strip-cells.ts";
import { placeName } from "../fleet/country.ts";
import { historyRange } from "../fleet/history-range.ts";
import { NodeChangesPanel } from "../fleet/node-changes-panel.tsx";
import { NodeHoursPanel } from "../fleet/node-hours-panel.tsx";
import { NodeUptime } from "../fleet/node-uptime.tsx";
import { Kpi } from "../ui/kpi.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import { formatFactor } from "../ui/tag.tsx";
import { NodeUsagePanel } from "../usage/node-usage-panel.tsx";

/** `/my/nodes/[id]`: one node: now, by hour, by day, why, and my traffic on it. */
export function MyNode({ id, name }: { id: number; name: string }) {
  const state = useRange();
  const history = useQuery(nodeStatusHistoryQuery(id, historyRange(state.range)));
  const node = useQuery(userNodesQuery()).data?.items.find((item) => item.id === id);
  const uptime = useQuery(uptimeQuery(90)).data?.items.find((item) => item.id === id);
  return (
    <Stack>
      <PageHeader
        title={name}
        back={{ href: "/my/nodes", label: "Nodes" }}
        mark={<NodeStatusMark status={node?.status ?? history.data?.status} isPill />}
        note={node && placeName(node.country, node.location)}
        actions={<RangeControl state={state} />}
      />
      <Grid columns={4}>
        <Kpi label="Uptime in range" value={formatUptime(history.data?.uptimePercent ?? null)} note="maintenance left out" />
        <Kpi label="Uptime, 90 days" value={formatUptime(uptime?.uptimePercent ?? null)} note="maintenance left out" />
        <Kpi
          label="Traffic factor"
          value={node ? formatFactor(node.trafficFactor) : "–"}
          note={node && `1 GiB moved is billed as ${Number(node.trafficFactor)} GiB`}
        />
        <Kpi
          label="Last online"
          value={<RelativeTime at={node?.lastOnlineAt ?? null} />}
          note={node && (node.speedLimit === 0 ? "no speed limit" : `up to ${node.speedLimit} Mbit/s`)}
        />
      </Grid>
      <NodeHoursPanel query={history} />
      <Panel title="Last 90 days" note="By UTC day">
        <NodeUptime id={id} name={name} days={uptime?.days} height="2.5rem" hasEnds />
      </Panel>
      <NodeUsagePanel nodeClientId={id} state={state} />
      <NodeChangesPanel query={history} />
    </Stack>
  );
}
