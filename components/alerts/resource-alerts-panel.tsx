"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { alertsQuery } from "#lib/alerting/client";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AlertMark, MuteLine, SeverityMark, StaleLine } from "./alert-marks.tsx";
import css from "./resource-alerts-panel.module.css";

/** More is in the list that the panel leads to. */
const shown = 5;

/** What fires for one thing, and what did lately. Needs `monitoring:read`. */
export function ResourceAlertsPanel({ resourceType, resourceId }: { resourceType: string; resourceId: string }) {
  const query = useInfiniteQuery(alertsQuery({ resourceType, resourceId, sort: "newest", limit: shown }));
  const all = `/admin/alerts?${new URLSearchParams({ status: "all", type: resourceType, resource: resourceId })}`;
  return (
    <Panel title="Alerts" note="The latest of this server" actions={<Link href={all}>All alerts</Link>} isFlush>
      <QueryState query={query} what="the alerts" skeleton={<Skeleton height="8rem" />}>
        {({ pages }) => {
          const alerts = pages[0]?.items ?? [];
          if (alerts.length === 0)
            return (
              <EmptyState kind="nothing_yet" title="No alert so far">
                What the rules find of it appears here.
              </EmptyState>
            );
          return (
            <ul className={css.list}>
              {alerts.map((alert) => (
                <li key={alert.id} className={css.item}>
                  <AlertMark alert={alert} />
                  <SeverityMark severity={alert.severity} />
                  <Link href={`${all}&alert=${alert.id}`} className={css.title}>
                    {alert.title}
                  </Link>
                  <RelativeTime at={alert.firedAt} />
                  {alert.acknowledgement && <span className={css.note}>taken by {alert.acknowledgement.by}</span>}
                  {alert.muted && <MuteLine muted={alert.muted} />}
                  {alert.staleSince && <StaleLine since={alert.staleSince} />}
                </li>
              ))}
            </ul>
          );
        }}
      </QueryState>
    </Panel>
  );
}
