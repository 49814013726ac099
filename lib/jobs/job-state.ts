import { latestSlot, mayStillStart, nextSlot } from "#lib/jobs/schedule";
import type { JobRunStatus, JobState, Schedule } from "#lib/jobs/schema";

interface KnownRun {
  status: JobRunStatus;
  dueAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  attempt: number;
}

export interface JobFacts {
  schedule: Schedule;
  startWithinMs: number;
  timeoutMs: number;
  /** The latest run, open or not. */
  last: KnownRun | undefined;
  /** The latest run that ended. */
  ended: KnownRun | undefined;
  hasProcess: boolean;
}

/** Longer than its time-out by this much, and nobody ended it: the queue notices a killed process within 25 s. */
const stuckAfterMs = 60_000;

/** What to say of a job, the worst first. Nothing that is not known to have gone well is `ok`. */
export function jobState(facts: JobFacts, now: Date): { state: JobState; overdueSince: Date | undefined } {
  const { schedule, timeoutMs, last, ended, hasProcess } = facts;
  const since = overdueSince(facts, now);
  const isLate = since !== undefined && now.getTime() - since.getTime() > graceMs(schedule);
  const isStuck = last?.status === "running" && now.getTime() - (last.startedAt ?? last.dueAt).getTime() > timeoutMs + stuckAfterMs;
  const overdue = isLate ? since : undefined;
  if (!hasProcess) return { state: "unattended", overdueSince: overdue };
  if (isStuck) return { state: "stuck", overdueSince: overdue };
  if (isLate) return { state: "late", overdueSince: overdue };
  return { state: settledState(last, ended), overdueSince: undefined };
}

function settledState(last: KnownRun | undefined, ended: KnownRun | undefined): JobState {
  if (ended?.status === "failed") return "failed";
  if (last?.status === "queued" && last.attempt > 0) return "retrying";
  if (last?.status === "running") return "running";
  return ended ? "ok" : "never_ran";
}

/** The slot that should have started by now; undefined when none is due or something is being done about it. */
function overdueSince({ schedule, startWithinMs, last }: JobFacts, now: Date): Date | undefined {
  if (!last) {
    const due = latestSlot(schedule, now);
    return due && mayStillStart(due, startWithinMs, now) ? due : undefined;
  }
  if (last.status === "running") return undefined;
  if (last.status === "queued") return last.attempt === 0 ? last.dueAt : undefined;
  // Slots that came while a long run was at work are skipped: only what came after it counts.
  const next = nextSlot(schedule, last.finishedAt && last.finishedAt > last.dueAt ? last.finishedAt : last.dueAt);
  return next && next <= now ? next : undefined;
}

/** How late a start may be before it is called late: what hand-over between processes and polling take, and one missed slot. */
function graceMs(schedule: Schedule): number {
  return "everySeconds" in schedule ? 30_000 + schedule.everySeconds * 1000 : 60_000;
}
