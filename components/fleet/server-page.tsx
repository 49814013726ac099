"use client";
import { useQuery } from "@tanstack/react-query";
import { nodeServerQuery, serverHistoryQuery } from "#lib/fleet/client";
import type { NodeServerDetail } from "#lib/fleet/schema";
import { AuditList } from "../admin/audit-list.tsx";
import { ResourceAlertsPanel } from "../alerts/resource-alerts-panel.tsx";
import { formatUptime } from "../charts/strip-cells.ts";
import { ExactTime } from "../ui/exact-time.tsx";
import { Kpi } from "../ui/kpi.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { type RangeState, useRange } from "../ui/range/use-range.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import { historyRange } from "./history-range.ts";
import { NodeChangesPanel } from "./node-changes-panel.tsx";
import { NodeHoursPanel } from "./node-hours-panel.tsx";
import { ServerActions } from "./server-actions.tsx";
import { ServerClientsPanel } from "./server-clients-panel.tsx";
import { protocolNames } from "./server-columns.tsx";
import { ServerConfigurationPanel } from "./server-configuration-panel.tsx";
import { ServerLoadPanel } from "./server-load-panel.tsx";
import { ServerRefusalsPanel } from "./server-refusals-panel.tsx";
import { ServerReportsPanel } from "./server-reports-panel.tsx";

interface ServerPageProps {
  id: number;
  canWrite: boolean;
  canAudit: boolean;
  canSeeAlerts: boolean;
}

/** `/admin/servers/[id]`: everything about one node server. */
export function ServerPage({ id, ...can }: ServerPageProps) {
  const state = useRange();
  const query = useQuery(nodeServerQuery(id));
  return (
    <QueryState query={query} what="the server" skeleton={<Skeleton height="30rem" />}>
      {(server) => <Server server={server} state={state} {...can} />}
    </QueryState>
  );
}

interface ServerProps extends Omit<ServerPageProps, "id"> {
  server: NodeServerDetail;
  state: RangeState;
}

function Server({ server, state, canWrite, canAudit, canSeeAlerts }: ServerProps) {
  const { id, name, status, statusReason, statusChangedAt, maintenanceUntil } = server;
  const history = useQuery(serverHistoryQuery(id, historyRange(state.range)));
  const enabled = server.clients.filter(({ isEnabled }) => isEnabled).length;
  return (
    <Stack>
      <PageHeader
        title={name}
        back={{ href: "/admin/servers", label: "Servers" }}
        mark={<NodeStatusMark status={status} isPill />}
        note={
          <>
            {statusReason}, <RelativeTime at={statusChangedAt} /> · {protocolNames[server.compatibility]} · id {id}
          </>
        }
        actions={
          <>
            <RangeControl state={state} />
            {canWrite && <ServerActions server={server} />}
          </>
        }
      />
      {maintenanceUntil && (
        <Notice tone="info">
          Maintenance ends by itself at <ExactTime at={maintenanceUntil} style="minute" />.
        </Notice>
      )}
      <Grid columns={4}>
        <Kpi label="Uptime in range" value={formatUptime(history.data?.uptimePercent ?? null)} note="maintenance left out" />
        <Kpi label="Users online" value={server.onlineUsers} note="in the last 5 minutes" />
        <Kpi label="Last seen" value={<RelativeTime at={server.lastOnlineAt} />} note="any call of the node" />
        <Kpi
          label="Last push"
          value={<RelativeTime at={server.lastPushAt} />}
          note={`${enabled} of ${server.clients.length} nodes enabled`}
        />
      </Grid>
      {canSeeAlerts && <ResourceAlertsPanel resourceType="node_server" resourceId={String(id)} />}
      <NodeHoursPanel query={history} />
      <ServerLoadPanel id={id} latest={server.latestSample} state={state} />
      <ServerClientsPanel server={server} canWrite={canWrite} />
      <ServerReportsPanel reports={server.reports} />
      <Grid columns={2} isSingleOnPhone>
        <NodeChangesPanel query={history} />
        <ServerRefusalsPanel refusals={server.refusals} />
        <ServerConfigurationPanel server={server} />
        {canAudit && (
          <Panel title="Audit" note="Who changed what of this server">
            <AuditList subjectKind="node-server" subjectId={id} />
          </Panel>
        )}
      </Grid>
    </Stack>
  );
}
