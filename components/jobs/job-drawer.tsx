"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { jobsQuery } from "#lib/jobs/client";
import type { JobView } from "#lib/jobs/schema";
import { formatDuration } from "#lib/universal/time-format";
import { AuditList } from "../admin/audit-list.tsx";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { JobHistory } from "./job-history.tsx";
import css from "./job-marks.module.css";
import { JobMark, NextRun } from "./job-marks.tsx";
import { tookWords } from "./job-words.ts";
import { LiveRun } from "./live-run.tsx";
import { RunNowButton } from "./run-now-button.tsx";
import { RunStrip } from "./run-strip.tsx";

interface JobDrawerProps {
  /** Null: closed. */
  name: string | null;
  onClose: () => void;
  canWrite: boolean;
}

/** One job: how it is and why, a run now that can be watched, its history, who asked for it. */
export function JobDrawer({ name, onClose, canWrite }: JobDrawerProps) {
  return (
    <Modal isOpen={name !== null} onClose={onClose} title="Job" kind="drawer">
      {name !== null && <JobDrawerBody name={name} canWrite={canWrite} />}
    </Modal>
  );
}

function JobDrawerBody({ name, canWrite }: { name: string; canWrite: boolean }) {
  const query = useQuery(jobsQuery());
  const [runId, setRunId] = useQueryState("run", parseAsString);
  return (
    <QueryState query={query} what="the job" skeleton={<Skeleton height="30rem" />}>
      {({ items }) => {
        const job = items.find((item) => item.name === name);
        if (!job) {
          return (
            <EmptyState kind="nothing_matches" title={`There is no job ${name}`}>
              The running version does not declare it.
            </EmptyState>
          );
        }
        return (
          <>
            <DrawerSection title={job.name} actions={<RunNowButton job={job} canWrite={canWrite} onStarted={(id) => void setRunId(id)} />}>
              <JobFacts job={job} />
            </DrawerSection>
            {runId !== null && <LiveRun key={runId} runId={runId} onClose={() => void setRunId(null)} />}
            <JobHistory name={job.name} />
            <DrawerSection title="Audit">
              <AuditList subjectKind="job" subjectId={job.name} />
            </DrawerSection>
          </>
        );
      }}
    </QueryState>
  );
}

function JobFacts({ job }: { job: JobView }) {
  return (
    <>
      <p className={css.intro}>{job.description}</p>
      <Facts
        items={[
          ["State", <JobMark key="state" job={job} />],
          ["Runs", job.scheduleWords === job.schedule ? job.schedule : `${job.scheduleWords} (${job.schedule})`],
          ["Next run", <NextRun key="next" at={job.nextRun} state={job.state} />],
          ["Lag", job.lagMs === null ? "–" : tookWords(job.lagMs)],
          ["Time-out", formatDuration(job.timeoutMs)],
          ["Last 30 runs", <RunStrip key="runs" job={job.name} runs={job.recentRuns} />],
        ]}
      />
    </>
  );
}
