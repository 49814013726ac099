"use client";
import { useQuery } from "@tanstack/react-query";
import { alertOverviewQuery } from "#lib/alerting/client";
import { useNow } from "../providers/clock.ts";
import { ExactTime } from "../ui/exact-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { watchState } from "./watch-state.ts";

/** Above a list of alerts that may not be all of them: nobody has looked for 90 s. */
export function WatchNotice() {
  const { data } = useQuery({ ...alertOverviewQuery(), refetchInterval: 30_000 });
  const now = useNow(5000);
  if (!data || watchState(data.watch, now) !== "late" || data.watch.evaluatedAt === null) return null;
  return (
    <Notice tone="warn" title="The rules are not evaluated">
      The last time was <ExactTime at={data.watch.evaluatedAt} style="time" />; it should be every 30 s. What follows may be out of date.
    </Notice>
  );
}
