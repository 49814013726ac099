"use client";
import { IconBell, IconBellRinging } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { alertOverviewQuery } from "#lib/alerting/client";
import css from "./alert-bell.module.css";
import { sumOfCounts } from "./sum-of-counts.ts";

/** Beyond this the number would be wider than the bell. */
const most = 99;

/** How many alerts wait for somebody: fire, are not acknowledged and not muted. Leads to them. Unknown shows `?`, never nothing. */
export function AlertBell() {
  const { data, error } = useQuery(alertOverviewQuery());
  const count = data ? sumOfCounts(data.open) : undefined;
  const isUnknown = count === undefined && error !== null;
  const label = isUnknown
    ? "Alerts: how many wait is unknown"
    : count === undefined
      ? "Alerts"
      : `Alerts: ${count === 1 ? "1 waits" : `${count} wait`} for somebody`;
  const number = isUnknown ? "?" : count === undefined || count === 0 ? "" : count > most ? `${most}+` : String(count);
  const Icon = count ? IconBellRinging : IconBell;
  return (
    <Link href="/admin/alerts?acknowledged=no&muted=no&sort=severity" className={css.bell} aria-label={label} title={label}>
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      {number && (
        <span className={css.count} data-worst={data?.open.critical ? "critical" : undefined} aria-hidden="true">
          {number}
        </span>
      )}
    </Link>
  );
}
