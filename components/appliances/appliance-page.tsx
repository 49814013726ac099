"use client";
import { useQuery } from "@tanstack/react-query";
import { applianceQuery } from "#lib/appliances/client";
import type { ApplianceDetail } from "#lib/appliances/schema";
import { AuditList } from "../admin/audit-list.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Kpi } from "../ui/kpi.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RangeControl } from "../ui/range/range-control.tsx";
import { useRange } from "../ui/range/use-range.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ApplianceActions } from "./appliance-actions.tsx";
import { ApplianceMark } from "./appliance-marks.tsx";
import { CapacityPanel } from "./capacity-panel.tsx";
import { DisksPanel } from "./disks-panel.tsx";
import { percentUsed } from "./percent-used.ts";
import { RepositoriesPanel } from "./repositories-panel.tsx";
import { ScstPanel } from "./scst-panel.tsx";
import { TapePanel } from "./tape-panel.tsx";
import { TasksPanel } from "./tasks-panel.tsx";
import { VtlPanel } from "./vtl-panel.tsx";

interface AppliancePageProps {
  id: string;
  canWrite: boolean;
  canAudit: boolean;
}

/** `/admin/appliances/[id]`: everything about one appliance. */
export function AppliancePage({ id, ...can }: AppliancePageProps) {
  const query = useQuery(applianceQuery(id));
  return (
    <QueryState query={query} what="the appliance" skeleton={<Skeleton height="30rem" />}>
      {(appliance) => <Shown appliance={appliance} {...can} />}
    </QueryState>
  );
}

function Shown({ appliance, canWrite, canAudit }: Omit<AppliancePageProps, "id"> & { appliance: ApplianceDetail }) {
  const { id, name, state, inventory, repositories, nextFull } = appliance;
  const range = useRange("30d");
  const percent = percentUsed(appliance.usedBytes, appliance.totalBytes);
  return (
    <Stack>
      <PageHeader
        title={name}
        back={{ href: "/admin/appliances", label: "Appliances" }}
        mark={<ApplianceMark state={state} isPill />}
        note={
          <>
            last report <RelativeTime at={appliance.lastReportAt} />
          </>
        }
        actions={
          <>
            <RangeControl state={range} />
            {canWrite && <ApplianceActions appliance={appliance} />}
          </>
        }
      />
      {state === "silent" && (
        <Notice tone="warn">
          It has not reported since <ExactTime at={appliance.lastReportAt ?? appliance.createdAt} />. What is shown is what it said then.
        </Notice>
      )}
      <Grid columns={4}>
        <Kpi
          label="Used"
          value={percent === null ? "–" : `${percent.toFixed(1)} %`}
          note={
            <>
              <BytesText bytes={appliance.usedBytes} /> of <BytesText bytes={appliance.totalBytes} /> in {repositories.length}{" "}
              {repositories.length === 1 ? "repository" : "repositories"}
            </>
          }
        />
        <Kpi
          label="First full"
          value={nextFull ? <ExactTime at={nextFull.fullAt} style="day" /> : "–"}
          note={nextFull ? nextFull.name : "none is foreseen to be full"}
        />
        <Kpi label="Tasks open" value={appliance.openTasks} note="pending or running" />
        <Kpi label="Tasks failed" value={appliance.failedTasks} note="in the last 24 hours" />
      </Grid>
      {inventory ? (
        <>
          <CapacityPanel appliance={appliance} state={range} />
          <RepositoriesPanel repositories={repositories} />
          <TasksPanel id={id} />
          <ScstPanel targets={inventory.scst.targets} />
          <Grid columns={2} isSingleOnPhone>
            <TapePanel libraries={inventory.tape.libraries} />
            <VtlPanel libraries={inventory.vtl.libraries} />
            <DisksPanel disks={inventory.disks} />
            {canAudit && (
              <Panel title="Audit" note="Who changed what of this appliance">
                <AuditList subjectKind="appliance" subjectId={id} />
              </Panel>
            )}
          </Grid>
        </>
      ) : (
        <>
          <Panel title="Inventory">
            <EmptyState kind="nothing_yet" title="No inventory yet">
              It appears as soon as the appliance sends it with its token.
            </EmptyState>
          </Panel>
          <TasksPanel id={id} />
        </>
      )}
    </Stack>
  );
}
