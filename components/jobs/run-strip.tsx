"use client";
import type { RecentRun } from "#lib/jobs/schema";
import { formatInstant } from "#lib/universal/time-format";
import { useTimeZone } from "../providers/time-zone.tsx";
import { runMarks, tookWords } from "./job-words.ts";
import { barWidth, prepareRunStrip, type RunCell, stripHeight, stripWidth, stripWords } from "./prepare-run-strip.ts";
import css from "./run-strip.module.css";

/** The last runs of a job, the newest at the end; what each was on hover, all of them in words below. */
export function RunStrip({ job, runs }: { job: string; runs: readonly RecentRun[] }) {
  const { zone } = useTimeZone();
  const words = stripWords(runs);
  const cellWords = ({ status, dueAt, durationMs }: RunCell) =>
    `${formatInstant(dueAt, zone)}: ${runMarks[status].word.toLowerCase()}${durationMs === null ? "" : ` in ${tookWords(durationMs)}`}`;
  return (
    <div className={css.root}>
      <svg
        className={css.strip}
        width={stripWidth}
        height={stripHeight}
        viewBox={`0 0 ${stripWidth} ${stripHeight}`}
        role="img"
        aria-label={`Last runs of ${job}: ${words}`}
      >
        {prepareRunStrip(runs).map((cell) => (
          <rect
            key={`${cell.x} ${cell.dueAt}`}
            className={css[cell.status]}
            x={cell.x}
            y={cell.y}
            width={barWidth}
            height={cell.height}
            rx="0.5"
          >
            <title>{cellWords(cell)}</title>
          </rect>
        ))}
      </svg>
      <span className={css.words} aria-hidden="true">
        {words}
      </span>
    </div>
  );
}
