"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { alertsQuery } from "#lib/alerting/client";
import type { Alert } from "#lib/alerting/schema";
import { NotifyMeButton } from "../push/notify-me-button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { AlertBulkBar } from "./alert-bulk-bar.tsx";
import { alertColumns } from "./alert-columns.tsx";
import { AlertFacets } from "./alert-facets.tsx";
import { type AlertParams, alertFilterOf, isNarrowed } from "./alert-filter-params.ts";
import { AlertToolbar } from "./alert-toolbar.tsx";
import type { AlertsCan } from "./alerts-can.ts";
import css from "./alerts-page.module.css";
import { alertsPageSize } from "./alerts-page-size.ts";
import { NothingFires } from "./no-alerts.tsx";
import { SavedViews } from "./saved-views.tsx";
import { useAlertActions } from "./use-alert-actions.ts";
import { useAlertKeys } from "./use-alert-keys.ts";
import { useAlertParams } from "./use-alert-params.ts";
import { WatchNotice } from "./watch-notice.tsx";

const AlertDrawer = lazyDialog(
  () => import("./alert-drawer.tsx").then((module) => module.AlertDrawer),
  ({ id }) => id !== null,
);
const ResolveDialog = lazyDialog(
  () => import("./resolve-dialog.tsx").then((module) => module.ResolveDialog),
  ({ alert }) => alert !== undefined,
);

/** `/admin/alerts`: what is wrong now, who has it, and what was wrong before; live, and all of it by keyboard. */
export function AlertsPage({ can }: { can: AlertsCan }) {
  const [params, setParams] = useAlertParams();
  const query = useInfiniteQuery(alertsQuery({ ...alertFilterOf(params), sort: params.sort, limit: alertsPageSize }));
  const { acknowledge } = useAlertActions();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [resolving, setResolving] = useState<Alert>();
  const alerts = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const open = (alert: Alert) => void setParams({ alert: alert.id });
  const actOn = (id: string, act: (alert: Alert) => void) => {
    const alert = alerts.find((one) => one.id === id);
    if (can.write && alert?.status === "firing") act(alert);
  };
  useAlertKeys({
    onAcknowledge: (id) => actOn(id, (alert) => void acknowledge(alert)),
    onResolve: (id) => actOn(id, setResolving),
    onSelect: (id) => can.write && setTicked(toggled(ticked, id)),
    onClear: () => setTicked(new Set()),
  });
  return (
    <Stack>
      <PageHeader title="Alerts" note="What is wrong now, since when, and who has it" actions={<NotifyMeButton />} />
      <WatchNotice />
      <SavedViews />
      <Panel
        title="Alerts"
        note={<span className={css.keys}>All of it by keyboard: ? lists the keys</span>}
        isFlush
        actions={<AlertBulkBar alerts={alerts.filter(({ id }) => ticked.has(id))} onClear={() => setTicked(new Set())} />}
      >
        <AlertFacets />
        <QueryState query={query} what="the alerts" skeleton={<TableSkeleton columns={6} />}>
          {() => (
            <DataTable
              name="alerts"
              label="alerts"
              columns={alertColumns(can.write ? (alert) => void acknowledge(alert) : undefined)}
              rows={alerts}
              rowKey={({ id }) => id}
              rowStripe={({ status, severity }) => (status === "firing" ? severity : undefined)}
              onRowOpen={open}
              hasMore={query.hasNextPage}
              isStale={query.isPlaceholderData}
              filters={<AlertToolbar />}
              {...(can.write && { selection: { keys: ticked, onChange: setTicked } })}
              empty={<NoAlerts params={params} />}
              footer={
                <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
              }
            />
          )}
        </QueryState>
      </Panel>
      <AlertDrawer id={params.alert} onClose={() => void setParams({ alert: null })} can={can} />
      <ResolveDialog alert={resolving} onClose={() => setResolving(undefined)} />
    </Stack>
  );
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return keys.has(key) ? new Set([...keys].filter((one) => one !== key)) : new Set([...keys, key]);
}

function NoAlerts({ params }: { params: AlertParams }) {
  if (isNarrowed(params))
    return (
      <EmptyState kind="nothing_matches" title="No alert matches">
        Take a filter back; the numbers beside them say what each would bring.
      </EmptyState>
    );
  if (params.status === "firing") return <NothingFires />;
  return (
    <EmptyState kind="nothing_yet" title={params.status === "resolved" ? "No alert has ended yet" : "No alert has fired yet"}>
      What ends stands here, with all that happened to it.
    </EmptyState>
  );
}
