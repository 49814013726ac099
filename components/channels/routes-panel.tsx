"use client";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { routesQuery } from "#lib/alerting/client";
import type { RouteView } from "#lib/alerting/schema";
import { channelsQuery } from "#lib/notifications/client";
import type { AlertChannel } from "#lib/notifications/schema";
import { formatExactDuration } from "#lib/universal/time-format";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { escalationInWords, quietInWords } from "./route-words.ts";
import css from "./routes-panel.module.css";

const RouteDialog = lazyDialog(
  () => import("./route-dialog.tsx").then((module) => module.RouteDialog),
  ({ isOpen }) => isOpen,
);

/** The tree, in the order in which routes are asked: the first that matches takes an alert, what is below it before itself. */
export function RoutesPanel({ canWrite }: { canWrite: boolean }) {
  const [edited, setEdited] = useState<RouteView | "new">();
  const routes = useQuery(routesQuery());
  const channels = useQuery(channelsQuery()).data?.items ?? [];
  const create = canWrite && (
    <Button isSmall icon={<IconPlus aria-hidden="true" />} onClick={() => setEdited("new")}>
      New route
    </Button>
  );
  return (
    <Panel title="Routes" note="From top to bottom, what is indented before what it hangs from" actions={create} isFlush>
      <QueryState query={routes} what="the routes" skeleton={<TableSkeleton columns={5} />}>
        {({ items }) => (
          <DataTable
            name="routes"
            label="routes"
            columns={columnsFor(channels)}
            rows={items}
            rowKey={({ id }) => id}
            {...(canWrite && { onRowOpen: setEdited })}
            empty={
              <EmptyState kind="nothing_yet" title="No routes yet">
                The route that takes everything is made when jobs run for the first time.
              </EmptyState>
            }
          />
        )}
      </QueryState>
      <RouteDialog
        isOpen={edited !== undefined}
        route={edited === "new" ? undefined : edited}
        routes={routes.data?.items ?? []}
        channels={channels}
        onClose={() => setEdited(undefined)}
      />
    </Panel>
  );
}

function columnsFor(channels: readonly AlertChannel[]): Column<RouteView>[] {
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return [
    {
      id: "name",
      header: "Route",
      card: "title",
      cell: ({ name, depth }) => (
        <span className={css.name} style={{ "--depth": depth } as Record<string, number>}>
          {name}
        </span>
      ),
    },
    { id: "words", header: "Takes", cell: ({ words, isContinued }) => (isContinued ? `${words}, and goes on` : words) },
    {
      id: "channels",
      header: "Tells",
      cell: ({ warning, effective }) =>
        warning === null ? (
          effective.channelIds.map((id) => names.get(id) ?? "…").join(", ")
        ) : (
          <StatusMark tone="warn">{warning}</StatusMark>
        ),
    },
    { id: "group", header: "Together by", cell: ({ effective }) => effective.groupBy.join(", ") || "everything" },
    {
      id: "times",
      header: "Wait, interval, repeat",
      cell: ({ effective: { groupWaitS, groupIntervalS, repeatIntervalS } }) =>
        // A line breaks between the three, not within one.
        [groupWaitS, groupIntervalS, repeatIntervalS].map((seconds) => formatExactDuration(seconds).replaceAll(" ", "\u00a0")).join(", "),
    },
    {
      id: "escalation",
      header: "Escalates to",
      cell: ({ effective }) => escalationInWords(effective.escalation, (id) => names.get(id) ?? "…"),
    },
    { id: "quiet", header: "Quiet hours", isExtra: true, cell: ({ effective }) => quietInWords(effective.quietHours) },
  ];
}
