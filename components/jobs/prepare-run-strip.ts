import type { JobRunStatus, RecentRun } from "#lib/jobs/schema";

/** One run in the strip: a bar of its status's own height, so that shape tells what colour tells. */
export interface RunCell {
  status: JobRunStatus;
  dueAt: string;
  durationMs: number | null;
  x: number;
  y: number;
  height: number;
}

export const stripHeight = 20;
export const barWidth = 3;
const step = 5;
const length = 30;
/** The strip is as wide for a job with few runs, so that columns line up; the newest run stands at its end. */
export const stripWidth = length * step;

const heights: Record<JobRunStatus, number> = { failed: stripHeight, succeeded: 12, running: 12, queued: 4 };

export function prepareRunStrip(newestFirst: readonly RecentRun[]): RunCell[] {
  return newestFirst
    .slice(0, length)
    .map((run, index) => ({
      ...run,
      x: stripWidth - (index + 1) * step + 1,
      y: stripHeight - heights[run.status],
      height: heights[run.status],
    }))
    .reverse();
}

/** `none yet`, `all 30 well`, `2 of 30 failed`, `1 of 1 open`. */
export function stripWords(runs: readonly RecentRun[]): string {
  if (runs.length === 0) return "none yet";
  const failed = runs.filter(({ status }) => status === "failed").length;
  if (failed > 0) return `${failed} of ${runs.length} failed`;
  const ended = runs.filter(({ status }) => status === "succeeded").length;
  if (ended === 0) return `${runs.length} open`;
  return ended === 1 ? "one, well" : `all ${ended} well`;
}
