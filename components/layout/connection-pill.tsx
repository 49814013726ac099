"use client";
import { formatInstant } from "#lib/universal/time-format";
import { useRealtimeStatus } from "../providers/realtime-provider.tsx";
import { useTimeZone } from "../providers/time-zone.tsx";
import { classNames } from "../ui/class-names.ts";
import css from "./shell.module.css";

/** Live, Reconnecting, or Stale since when: whether what the page shows is still true. */
export function ConnectionPill() {
  const { state, since } = useRealtimeStatus();
  const { zone } = useTimeZone();
  const sinceText = since ? formatInstant(since, zone, "time") : undefined;
  return (
    <span className={classNames(css.pill, css[state])} role="status" title={titles[state]}>
      <span className={css.dot} aria-hidden="true" />
      {state === "live" && "Live"}
      {state === "reconnecting" && "Reconnecting"}
      {state === "stale" && (sinceText ? `Stale since ${sinceText}` : "Stale")}
    </span>
  );
}

const titles = {
  live: "Changes appear here as they happen",
  reconnecting: "The connection was lost; what was missed will follow",
  stale: "No connection; what you see may have changed since",
};
