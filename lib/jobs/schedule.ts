import { cronAfter, cronAtOrBefore, parseCron } from "#lib/jobs/cron";
import type { Schedule } from "#lib/jobs/schema";

/** The slot that is due at `now`: the latest one not in the future. An on-demand job has none. */
export function latestSlot(schedule: Schedule, now: Date): Date | undefined {
  if ("onDemand" in schedule) return undefined;
  if ("cron" in schedule) return cronAtOrBefore(parseCron(schedule.cron), now);
  const periodMs = schedule.everySeconds * 1000;
  return new Date(Math.floor(now.getTime() / periodMs) * periodMs);
}

/** The first slot after `now`. */
export function nextSlot(schedule: Schedule, now: Date): Date | undefined {
  if ("onDemand" in schedule) return undefined;
  if ("cron" in schedule) return cronAfter(parseCron(schedule.cron), now);
  const periodMs = schedule.everySeconds * 1000;
  return new Date((Math.floor(now.getTime() / periodMs) + 1) * periodMs);
}

/** Whether a slot that was found due may still start: missed slots are skipped, not made up for in a row. */
export function mayStillStart(dueAt: Date, startWithinMs: number, now: Date): boolean {
  return now.getTime() - dueAt.getTime() <= startWithinMs;
}

interface KnownRun {
  dueAt: Date;
  startedAt: Date | null;
}

/**
 * How late the schedule is: how long the last run waited, or, when a slot that may still start has no run yet, for how
 * long it has been due. Undefined for a job that nothing is due of and that never ran.
 */
export function lagMs(schedule: Schedule, startWithinMs: number, lastRun: KnownRun | undefined, now: Date): number | undefined {
  const due = latestSlot(schedule, now);
  const isMissing = due !== undefined && mayStillStart(due, startWithinMs, now) && (lastRun === undefined || lastRun.dueAt < due);
  if (isMissing) return now.getTime() - due.getTime();
  if (!lastRun) return undefined;
  return Math.max(0, (lastRun.startedAt ?? now).getTime() - lastRun.dueAt.getTime());
}

/** In words, for lists: `every 15 s`, `0 * * * * UTC`, `on demand`. */
export function describeSchedule(schedule: Schedule): string {
  if ("onDemand" in schedule) return "on demand";
  if ("cron" in schedule) return `${schedule.cron} UTC`;
  return schedule.everySeconds % 60 === 0 ? `every ${schedule.everySeconds / 60} min` : `every ${schedule.everySeconds} s`;
}
