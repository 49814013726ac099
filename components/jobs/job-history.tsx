"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { jobRunsQuery } from "#lib/jobs/client";
import type { JobRunView } from "#lib/jobs/schema";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import css from "./job-history.module.css";
import { RunMark } from "./job-marks.tsx";
import { tookWords } from "./job-words.ts";
import { RunDetail } from "./run-detail.tsx";

const statuses = [
  { value: "all", label: "All" },
  { value: "failed", label: "Failed" },
  { value: "succeeded", label: "Succeeded" },
  { value: "running", label: "Running" },
  { value: "queued", label: "Queued" },
] as const;
const statusParser = parseAsStringLiteral(statuses.map(({ value }) => value)).withDefault("all");

/** Past runs, latest first; each opens to what it counted or why it failed. */
export function JobHistory({ name }: { name: string }) {
  const [status, setStatus] = useQueryState("status", statusParser);
  const query = useInfiniteQuery(jobRunsQuery(name, status === "all" ? undefined : status));
  return (
    <DrawerSection title="History">
      <Segmented label="Status of runs" options={statuses} value={status} onChange={(value) => void setStatus(value)} />
      <QueryState query={query} what="the runs" skeleton={<Skeleton height="12rem" />}>
        {({ pages }) =>
          pages[0]?.items.length === 0 ? (
            status === "all" ? (
              <EmptyState kind="nothing_yet" title="It never ran">
                Its runs appear here, and are kept for 30 days.
              </EmptyState>
            ) : (
              <EmptyState kind={status === "failed" ? "all_good" : "nothing_matches"} title={`No run is ${status}`}>
                Runs are kept for 30 days, successes of jobs that run all the time for two.
              </EmptyState>
            )
          ) : (
            <>
              <ol className={css.list} aria-label="Runs">
                {pages
                  .flatMap(({ items }) => items)
                  .map((run) => (
                    <RunItem key={run.id} run={run} />
                  ))}
              </ol>
              <LoadMore hasMore={query.hasNextPage} isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
            </>
          )
        }
      </QueryState>
    </DrawerSection>
  );
}

/** One run in a line; it opens to the whole of it, which is drawn only then. */
function RunItem({ run }: { run: JobRunView }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={css.item}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={css.summary}>
          <RunMark status={run.status} />
          <ExactTime at={run.startedAt ?? run.dueAt} />
          <span className={css.took}>{run.durationMs === null ? "" : tookWords(run.durationMs)}</span>
          {run.requestedBy !== null && <span className={css.by}>asked for by {run.requestedBy}</span>}
          {run.error !== null && <span className={css.by}>{run.error}</span>}
        </summary>
        {isOpen && (
          <div className={css.detail}>
            <RunDetail run={run} />
          </div>
        )}
      </details>
    </li>
  );
}
