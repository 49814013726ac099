import Link from "next/link";
import type { JobView } from "#lib/jobs/schema";
import { RelativeTime } from "../ui/relative-time.tsx";
import type { Column } from "../ui/table/column.ts";
import css from "./job-marks.module.css";
import { JobMark, NextRun } from "./job-marks.tsx";
import { tookWords, troubledStates } from "./job-words.ts";
import { RunStrip } from "./run-strip.tsx";

/** The worst first; what is well comes last. */
function severity({ state }: JobView): number {
  const place = troubledStates.indexOf(state);
  return place < 0 ? troubledStates.length : place;
}

export const jobColumns: Column<JobView>[] = [
  {
    id: "job",
    header: "Job",
    card: "title",
    sortBy: ({ name }) => name,
    cell: ({ name, description }) => (
      <span className={css.job}>
        <Link href={`/admin/jobs?job=${encodeURIComponent(name)}`}>{name}</Link>
        <span className={css.description}>{description}</span>
      </span>
    ),
  },
  { id: "state", header: "State", card: "mark", sortBy: severity, cell: (job) => <JobMark job={job} /> },
  { id: "schedule", header: "Runs", cell: ({ scheduleWords, schedule }) => <span title={schedule}>{scheduleWords}</span> },
  {
    id: "last",
    header: "Last run",
    align: "end",
    sortBy: ({ lastRun }) => lastRun?.dueAt ?? null,
    cell: ({ lastRun }) => <RelativeTime at={lastRun ? (lastRun.startedAt ?? lastRun.dueAt) : null} />,
  },
  {
    id: "took",
    header: "Took",
    align: "end",
    card: "none",
    sortBy: ({ durationMs }) => durationMs,
    cell: ({ durationMs }) => (durationMs === null ? "–" : tookWords(durationMs)),
  },
  {
    id: "lag",
    header: "Lag",
    align: "end",
    card: "none",
    sortBy: ({ lagMs }) => lagMs,
    cell: ({ lagMs }) => (lagMs === null ? "–" : tookWords(lagMs)),
  },
  {
    id: "next",
    header: "Next run",
    align: "end",
    sortBy: ({ nextRun }) => nextRun,
    cell: ({ nextRun, state }) => <NextRun at={nextRun} state={state} />,
  },
  { id: "runs", header: "Last 30 runs", align: "end", cell: ({ name, recentRuns }) => <RunStrip job={name} runs={recentRuns} /> },
];
