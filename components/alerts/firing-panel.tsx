"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { alertOverviewQuery } from "#lib/alerting/client";
import { type AlertOverview, Severity } from "#lib/alerting/schema";
import { locale } from "#lib/universal/locale";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SeverityMark } from "./alert-marks.tsx";
import css from "./firing-panel.module.css";
import { NothingFires } from "./no-alerts.tsx";
import { sumOfCounts } from "./sum-of-counts.ts";
import { WatchNotice } from "./watch-notice.tsx";

const number = new Intl.NumberFormat(locale);

/** What fires, by severity, and how much of it waits for somebody; each number leads to the list of exactly these. */
export function FiringPanel() {
  const query = useQuery(alertOverviewQuery());
  return (
    <Panel title="Alerts" note="Firing now, and how many of these nobody has taken" actions={<Link href="/admin/alerts">All alerts</Link>}>
      <QueryState query={query} what="the alerts" skeleton={<Skeleton height="5rem" />}>
        {(overview) =>
          sumOfCounts(overview.firing) === 0 ? (
            <NothingFires />
          ) : (
            <>
              <WatchNotice />
              <Counts overview={overview} />
            </>
          )
        }
      </QueryState>
    </Panel>
  );
}

function Counts({ overview: { firing, open } }: { overview: AlertOverview }) {
  return (
    <ul className={css.counts}>
      {Severity.options.toReversed().map((severity) => (
        <li key={severity}>
          <Link href={`/admin/alerts?severity=${severity}`} className={css.count}>
            <SeverityMark severity={severity} />
            <span className={css.number}>{number.format(firing[severity])}</span>
            <span className={css.note}>{firing[severity] === 0 ? "none fires" : `${number.format(open[severity])} not taken`}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
