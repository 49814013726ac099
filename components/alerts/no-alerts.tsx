"use client";
import { useQuery } from "@tanstack/react-query";
import { alertOverviewQuery } from "#lib/alerting/client";
import { useNow } from "../providers/clock.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { blindWords, watchState, watchWords } from "./watch-state.ts";

/** What stands where nothing fires: good news only if somebody looked, all of it, just now. */
export function NothingFires() {
  const query = useQuery({ ...alertOverviewQuery(), refetchInterval: 30_000 });
  const now = useNow(5000);
  return (
    <QueryState query={query} what="what is watched" skeleton={<Skeleton height="11rem" />}>
      {({ watch }) => {
        const last = watch.evaluatedAt && <ExactTime at={watch.evaluatedAt} style="time" />;
        switch (watchState(watch, now)) {
          case "never":
            return (
              <EmptyState kind="nothing_yet" title="No alert, because nobody has looked yet">
                Rules are evaluated every 30 s by the job alerting.evaluate-rules; it has not run.
              </EmptyState>
            );
          case "late":
            return (
              <EmptyState kind="nothing_yet" title="Unknown whether anything is wrong">
                The rules were last evaluated at {last}, and should be every 30 s. Look at the job alerting.evaluate-rules.
              </EmptyState>
            );
          case "no_rules":
            return (
              <EmptyState kind="nothing_yet" title="No rule is enabled">
                Nothing is watched. Only alerts from outside appear here.
              </EmptyState>
            );
          case "blind":
            return (
              <EmptyState kind="nothing_yet" title="Nothing fires, as far as is known">
                {watchWords(watch)}, last evaluated at {last}: {blindWords(watch)}.
              </EmptyState>
            );
          case "well":
            return (
              <EmptyState kind="all_good" title="All good">
                {watchWords(watch)}, last evaluated at {last}.
              </EmptyState>
            );
        }
      }}
    </QueryState>
  );
}
