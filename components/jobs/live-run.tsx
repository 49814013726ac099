"use client";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { jobRunQuery } from "#lib/jobs/client";
import type { JobRunView } from "#lib/jobs/schema";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { useNow } from "../providers/clock.ts";
import { IconButton } from "../ui/button.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RunMark } from "./job-marks.tsx";
import { tookWords } from "./job-words.ts";
import css from "./live-run.module.css";
import { RunDetail } from "./run-detail.tsx";

/** One run while it goes on and when it has ended: by its event, and asked for every second in case none comes. */
export function LiveRun({ runId, onClose }: { runId: string; onClose: () => void }) {
  const query = useQuery(jobRunQuery(runId));
  return (
    <DrawerSection
      title="This run"
      actions={
        <IconButton isSmall label="Close this run" onClick={onClose}>
          <IconX aria-hidden="true" />
        </IconButton>
      }
    >
      <QueryState query={query} what="the run" skeleton={<Skeleton height="6rem" />}>
        {(run) => (
          <>
            <p className={css.progress} role="status">
              <RunMark status={run.status} />
              <ProgressWords run={run} />
            </p>
            {run.finishedAt === null && <div className={css.bar} aria-hidden="true" />}
            <RunDetail run={run} />
          </>
        )}
      </QueryState>
    </DrawerSection>
  );
}

function ProgressWords({ run }: { run: JobRunView }) {
  const nowMs = useNow(1000).getTime();
  const passed = (at: string) => tookWords(Math.max(0, nowMs - Math.floor(new Date(at).getTime() / 1000) * 1000));
  if (run.durationMs !== null) return <span>in {tookWords(run.durationMs)}</span>;
  if (run.status === "running" && run.startedAt) return <span aria-hidden="true">for {passed(run.startedAt)}</span>;
  if (run.status === "queued")
    return <span aria-hidden="true">{run.attempt > 0 ? "for its next attempt" : `for ${passed(run.dueAt)}`}</span>;
  return null;
}
