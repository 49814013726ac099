"use client";
import type { JobRunStatus, JobState, JobView } from "#lib/jobs/schema";
import { formatInstant } from "#lib/universal/time-format";
import { useNow } from "../providers/clock.ts";
import { useTimeZone } from "../providers/time-zone.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import css from "./job-marks.module.css";
import { runMarks, stateMarks, stateReason } from "./job-words.ts";

/** How a job is, and why. */
export function JobMark({ job, isPill = false }: { job: JobView; isPill?: boolean }) {
  const { zone } = useTimeZone();
  const { tone, word } = stateMarks[job.state];
  const reason = stateReason(job, (at) => formatInstant(at, zone, "minute"));
  return (
    <span className={css.state}>
      <StatusMark tone={tone} isPill={isPill}>
        {word}
      </StatusMark>
      {reason && (
        <span className={css.reason} title={reason}>
          {reason}
        </span>
      )}
    </span>
  );
}

export function RunMark({ status }: { status: JobRunStatus }) {
  const { tone, word } = runMarks[status];
  return <StatusMark tone={tone}>{word}</StatusMark>;
}

/** When it runs next. Without a process that is unknown, whatever the schedule says; what has just come due is not told as past. */
export function NextRun({ at, state }: { at: string | null; state: JobState }) {
  const now = useNow(1000);
  if (at === null) return "on demand";
  if (state === "unattended") return "unknown";
  return new Date(at) <= now ? "now" : <RelativeTime at={at} />;
}
